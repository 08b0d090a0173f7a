using System.Globalization;
using System.Text;
using Slipway.Cli.Costs;
using Slipway.Costs.Prices;
using Slipway.Costs.Usage;
using Slipway.Policies.Graph;

namespace Slipway.Costs.Tests.Support;

/// <summary><c>docs/COSTS.md</c>: what the program says of the repository's stacks, and of changed settings.</summary>
internal static class CostsPage
{
    // Parts of a stack that only watch the others.
    private static readonly string[] AwsMonitoring = ["prometheus", "alarms", "monitoring", "cluster"];
    private static readonly string[] AzureMonitoring = ["logs", "monitoring"];

    private static readonly (string Name, string What, (string Key, string Value)[] Settings)[] Sizes =
    [
        ("small", "20 GB of logs kept for 30 days, 60 container metrics", [("slipway:logDays", "30"), Usage(20, 60)]),
        ("medium", "100 GB of logs kept for 90 days, 200 container metrics", [("slipway:logDays", "90"), Usage(100, 200)]),
        ("large", "500 GB of logs kept for 180 days, 600 container metrics", [("slipway:logDays", "180"), Usage(500, 600)]),
    ];

    private static readonly (string What, string Stack, (string Key, string Value)[] Settings, string Price)[] Savings =
    [
        ("one NAT gateway instead of three", "prod-aws", [("slipway:natGateways", "one")], "when its zone fails, tasks of the other zones reach nothing outside; traffic between zones, which it then causes, is not in this figure"),
        ("no interface endpoints", "prod-aws", [("slipway:interfaceEndpoints", "false"), (UsageReader.Key, """{"natGb": 100, "endpointGb": 0}""")], "images, logs and secrets go through NAT, here 50 GB: 2 TB a month would cost more than this saves"),
        ("ARM instead of x86", "prod-aws", [("slipway:architecture", "ARM64")], "images must be built for ARM"),
        ("a burstable database, db.t4g.medium", "prod-aws", [("slipway:databaseClass", "db.t4g.medium")], "4 GB of memory instead of 8, and a processor that may not be busy all the time"),
    ];

    public static async Task<string> WriteAsync()
    {
        var page = new StringBuilder();
        page.Append(Introduction);
        page.AppendLine("If a stack uses half of what is assumed, or twice of it, and everything else stays:").AppendLine();
        page.AppendLine("| stack | half | assumed | twice |").AppendLine("|---|--:|--:|--:|");
        foreach (var stack in new[] { "prod-aws", "prod" })
        {
            var graph = await PlannedStack.GraphAsync(stack);
            var usage = CostSettings.Read(stack, PlannedStack.Configuration(stack)).Usage;
            page.AppendLine($"| `{stack}` | {string.Join(" | ", new[] { 0.5m, 1, 2 }.Select(times => Total(new CostEstimator(PriceTable.Default, Times(usage, times)).Estimate(graph))))} |");
        }

        page.AppendLine().AppendLine("## Production").AppendLine();
        foreach (var stack in new[] { "prod-aws", "prod" })
        {
            foreach (var line in CostMarkdown.Lines(await ResultAsync(stack))) page.AppendLine(line);
            page.AppendLine();
        }

        await AddMonitoringAsync(page);
        await AddSavingsAsync(page);
        AddAssumptions(page);
        AddPrices(page);
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static async Task AddMonitoringAsync(StringBuilder page)
    {
        page.AppendLine("## Monitoring at three sizes").AppendLine();
        page.AppendLine($"On AWS the components {List(AwsMonitoring)} and all log groups; on Azure {List(AzureMonitoring)}. Each size is a set of settings:").AppendLine();
        page.AppendLine("| size | settings | `prod-aws` | `prod` |").AppendLine("|---|---|--:|--:|");
        foreach (var (name, what, settings) in Sizes)
        {
            var aws = await ResultAsync("prod-aws", settings);
            var azure = await ResultAsync("prod", settings);
            page.AppendLine($"| {name} | {what} | {Monitoring(aws, AwsMonitoring)} | {Monitoring(azure, AzureMonitoring)} |");
        }

        page.AppendLine().AppendLine("```yaml");
        foreach (var (name, _, settings) in Sizes)
        {
            page.AppendLine($"# {name}");
            foreach (var (key, value) in settings) page.AppendLine($"{key}: {value}");
        }

        page.AppendLine("```").AppendLine();
        page.AppendLine("USD a month. `≥`: a part of it has no price in the lists.").AppendLine();
    }

    private static async Task AddSavingsAsync(StringBuilder page)
    {
        page.AppendLine("## Four savings, measured").AppendLine();
        page.AppendLine("Each is the same stack planned again with one setting changed, and the difference of the two estimates.").AppendLine();
        page.AppendLine("| change | setting | USD a month | what it costs otherwise |").AppendLine("|---|---|--:|---|");
        var before = await ResultAsync("prod-aws");
        foreach (var (what, stack, settings, price) in Savings)
        {
            var after = await ResultAsync(stack, settings);
            page.AppendLine($"| {what} | `{settings[0].Key}: {settings[0].Value}` | {Money.Difference(after.Estimate.Usd - before.Estimate.Usd)} | {price} |");
        }

        var all = await ResultAsync("prod-aws", [.. Savings.SelectMany(saving => saving.Settings)]);
        page.AppendLine($"| all four | | {Money.Difference(all.Estimate.Usd - before.Estimate.Usd)} | {Money.Of(before.Estimate.Usd)} → {Money.Of(all.Estimate.Usd)} |").AppendLine();
        page.AppendLine("Fargate Spot, reserved instances and savings plans are not measured: their prices change daily or depend on a contract.").AppendLine();
    }

    private static string Total(CostEstimate estimate) => $"{(estimate.IsComplete ? "" : "≥ ")}{Money.Of(estimate.Usd)}";

    private static UsageAssumptions Times(UsageAssumptions usage, decimal times) => usage with
    {
        Requests = usage.Requests * times,
        LoadBalancerUnits = usage.LoadBalancerUnits * times,
        NatGb = usage.NatGb * times,
        EndpointGb = usage.EndpointGb * times,
        LogGb = usage.LogGb * times,
        ObjectGb = usage.ObjectGb * times,
        ObjectWrites = usage.ObjectWrites * times,
        ObjectReads = usage.ObjectReads * times,
        ImageGb = usage.ImageGb * times,
        SecretReads = usage.SecretReads * times,
        ContainerMetrics = usage.ContainerMetrics * times,
        JobSeconds = usage.JobSeconds * times,
    };

    private static void AddAssumptions(StringBuilder page)
    {
        page.AppendLine("## Assumptions").AppendLine();
        page.AppendLine("What a stack uses is assumed, and set in its `slipway:usage`. A figure is of the whole stack, and is shared among the resources it goes through.").AppendLine();
        page.AppendLine("| `slipway:usage.` | default | from | to |").AppendLine("|---|--:|--:|--:|");
        foreach (var (name, otherwise, least, most) in UsageReader.Numbers)
            page.AppendLine(CultureInfo.InvariantCulture, $"| `{name}` | {otherwise:#,0.##} | {least:#,0} | {most:#,0} |");
        page.AppendLine().AppendLine("`priceRegion` names the region whose prices stand in where the lists lack the stack's own. `slipway:budget` is what the stack may cost, in US dollars a month.").AppendLine();
    }

    private static void AddPrices(StringBuilder page)
    {
        page.AppendLine("## Prices").AppendLine();
        var prices = PriceTable.Default.Prices;
        page.AppendLine(CultureInfo.InvariantCulture, $"""
            {prices.Length} prices, each with its source and date. {prices.Count(price => price.Basis == PriceBasis.List)} are of basis `list`: a row of the provider's machine-readable price list.
            {prices.Count(price => price.Basis == PriceBasis.Page)} are of basis `page`: a page that quotes it. They were read in stored copies of lists and pages, and in public notes that quote
            a row with its date; none was asked of a running service. The date is that of the list's version where the address has one, else the day
            from which the row holds, or on which it was read. AWS lists a database with a standby as one price: half of it is a server's here.

            """);
        page.AppendLine("| item | region | USD | unit | basis | date | source |").AppendLine("|---|---|--:|---|---|---|---|");
        foreach (var price in PriceTable.Default.Prices)
            page.AppendLine($"| {price.Item} | {price.Region} | {Money.Unit(price.Usd)} | {price.Unit} | {price.Basis.ToString().ToLowerInvariant()} | {price.Date} | [{new Uri(price.Source).Host}]({price.Source}) |");
    }

    private static async Task<CostResult> ResultAsync(string stack, params (string Key, string Value)[] changes)
    {
        var settings = CostSettings.Read(stack, PlannedStack.Configuration(stack, changes));
        return new CostResult(settings.Estimator.Estimate(await GraphAsync(stack, changes)), null, settings, 0);
    }

    // Assumptions are no settings of the program, which would plan the same again.
    private static Task<ResourceGraph> GraphAsync(string stack, (string Key, string Value)[] changes) => PlannedStack.GraphAsync(stack, changes);

    private static string Monitoring(CostResult result, string[] components)
    {
        var watching = result.Estimate.Resources.Where(resource => components.Contains(resource.Component) || resource.Type.EndsWith(":LogGroup", StringComparison.Ordinal)).ToList();
        return $"{(watching.Any(resource => resource.Unknown.Any()) ? "≥ " : "")}{Money.Of(watching.Sum(resource => resource.Usd))}";
    }

    private static (string Key, string Value) Usage(int logGb, int metrics) =>
        (UsageReader.Key, $$"""{"logGb": {{logGb}}, "containerMetrics": {{metrics}}}""");

    private static string List(string[] names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Introduction => $$"""
        # Costs

        What the repository's production stacks cost a month by public list prices, as `slipway cost` says it. This page is written by a test
        (`UPDATE_SNAPSHOTS=1 dotnet test tests/Costs.Tests`) and checked by it: it cannot be out of date with the program.

        ```console
        $ slipway cost -s prod                          # plans the stack, offline
        $ slipway cost -s prod --plan preview.json      # what `pulumi preview --json --show-sames` gave
        $ slipway cost -s prod --state export.json      # what `pulumi stack export` gave
        ```

        `--verbose` shows every line with its arithmetic, `--json` also where each price is from, `--markdown` is for comments.

        Both production stacks are priced by the lists of their own region, Ireland and West Europe.

        ## How sure is it?

        Prices are as sure as their basis, below. What is used (requests, logs, traffic) is assumed, and a bill follows what happens. Not in any sum:
        taxes, support, discounts, free tiers, traffic between zones, autoscaling above the fewest instances, the second slot during a release,
        backups above the free size, rotated versions of keys, what Front Door fetches from its origins, and Azure's meter of container app environments
        of September 2026, of which it is not known whether it applies. **What has no sourced price is left out and said: `≥` and "not in this sum"
        mean that the bill is higher.** Stacks on Kubernetes, Docker and local run on hardware that is there and are not priced.


        """;
}
