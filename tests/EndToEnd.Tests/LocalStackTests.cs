using System.Net;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using Slipway.Servers;

namespace EndToEnd.Tests;

[Collection("checkout")]
public sealed class LocalStackTests(Checkout checkout)
{
    [Fact]
    public async Task A_fresh_clone_comes_up_serves_changes_heals_and_goes()
    {
        var stack = checkout.AddStack("e2e");
        using var webhook = new WebhookReceiver();
        (await stack.SlipwayAsync("config", "set", "--secret", "slackWebhook", webhook.Address)).Succeeded();
        var first = (await stack.SlipwayAsync("up", "--yes")).Succeeded();

        TheReadmeShowsWhatHappened(first);
        await InsightsAgreeWithTheAssets(stack);
        await ADownloadArrivesWithTheRightChecksum(stack);
        await PrometheusReachesEverything(stack);
        await Watched.EverythingAsync(stack);
        await InboxWatch.AChatRaceThatRefusesIsSeenAndTold(stack, webhook);
        await InboxWatch.AnEventOfVapiIsStoredAndCountedOnce(stack);
        await AnotherUpChangesNothing(stack);
        await AChangedLineIsReleasedBesideWhatRuns(stack);
        await KilledServicesComeBack(stack);
        await AStackBesideItIsIndependent(stack);
        await DestroyLeavesNothing(stack);
    }

    private void TheReadmeShowsWhatHappened(Result up)
    {
        var printed = (checkout.FirstLaunch.Error + up.Error + up.Output).Replace("stack e2e", "stack dev", StringComparison.Ordinal)
            .Split('\n').Select(ReadmeExample.WithoutFigures).ToHashSet();

        Assert.All(ReadmeExample.Of(checkout.Folder, "./slipway up --yes"), line => Assert.Contains(line, printed));
    }

    private static async Task InsightsAgreeWithTheAssets(Stack stack)
    {
        var assets = new List<JToken>();
        for (string? page = "?limit=7"; page is not null;)
        {
            using var answer = await stack.SendAsync(HttpMethod.Get, "portfolio", $"/assets{page}");
            assets.AddRange(JArray.Parse(await answer.Content.ReadAsStringAsync()));
            page = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }
        Assert.Equal(20, assets.Count);

        decimal Sum(string? status) => assets.Where(asset => status is null || (string?)asset["status"] == status).Sum(asset => (decimal)asset["nominal_value"]!);
        var expected = new Dictionary<string, decimal>
        {
            ["total_portfolio_value"] = Sum(null),
            ["default_rate"] = Math.Round((decimal)assets.Count(asset => (string?)asset["status"] == "defaulted") / assets.Count, 4),
            ["outstanding_debt"] = Sum("active"),
            ["collection_rate"] = Math.Round(Sum("paid") / Sum(null), 4, MidpointRounding.AwayFromZero),
        };
        var insights = await stack.GetAsync("portfolio", "/insights");
        Assert.Equal(expected, insights.ToDictionary(insight => (string)insight["name"]!, insight => (decimal)insight["value"]!));
    }

    private static async Task ADownloadArrivesWithTheRightChecksum(Stack stack)
    {
        using var body = new StringContent("{\"file_ids\":[70000]}", Encoding.UTF8, "application/json");
        using var initiated = await stack.SendAsync(HttpMethod.Post, "downloads", "/v1/download/initiate", body, ("Idempotency-Key", "e2e-1"));
        Assert.Equal(HttpStatusCode.Accepted, initiated.StatusCode);
        var job = (string)JObject.Parse(await initiated.Content.ReadAsStringAsync())["job_id"]!;

        await Eventually.GetAsync(
            async () => (string)(await stack.GetAsync("downloads", $"/v1/download/status/{job}"))["status"]!,
            status => status == "completed", "the download");

        var result = await stack.GetAsync("downloads", $"/v1/download/result/{job}");
        var file = result["files"]![0]!;
        var bytes = await Stack.GetBytesAsync(new Uri((string)file["url"]!));
        Assert.Equal((string)file["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static async Task PrometheusReachesEverything(Stack stack)
    {
        var targets = await Eventually.GetAsync(stack.TargetsAsync, seen => seen.Count > 0 && seen.Values.All(health => health == "up"), "every target up");

        Assert.Equal(
            ["alertmanager", "downloads", "downloads-worker", "inbox-health", "inbox-simulator", "nginx-exporter", "node-exporter", "portfolio", "postgres-exporter", "prometheus"],
            targets.Keys.Select(target => target.Split(' ')[0]).Order());
    }

    private static async Task AnotherUpChangesNothing(Stack stack)
    {
        var before = await PidsAsync(stack);

        var again = (await stack.SlipwayAsync("up", "--yes", "--json")).Succeeded();

        Assert.Equal(["same"], again.Events[^1]["document"]!["changeSummary"]!.Children<JProperty>().Select(change => change.Name));
        Assert.Equal(before, await PidsAsync(stack));
    }

    private async Task AChangedLineIsReleasedBesideWhatRuns(Stack stack)
    {
        var before = await PidsAsync(stack);
        var program = Path.Combine(checkout.Folder, "apps", "Portfolio", "Program.cs");
        await File.AppendAllTextAsync(program, "\n// one line more\n");

        (await stack.SlipwayAsync("up", "--yes")).Succeeded();

        var after = await PidsAsync(stack);
        Assert.All(before, service => Assert.Equal(service.Value, after[service.Key]));
        Assert.Equal(["portfolio-green-api"], after.Keys.Except(before.Keys));
        await InsightsAgreeWithTheAssets(stack);
    }

    private static async Task KilledServicesComeBack(Stack stack)
    {
        var before = await PidsAsync(stack);
        foreach (var pid in before.Values)
            System.Diagnostics.Process.GetProcessById(pid).Kill();

        await Eventually.GetAsync(
            async () => (await stack.SlipwayAsync("status", "--json")).Json,
            status => (bool)status["allRunning"]! && status["services"]!.All(service => (int?)service["pid"] is { } pid && pid != before[(string)service["name"]!]),
            "every killed service");
        await InsightsAgreeWithTheAssets(stack);
    }

    private async Task AStackBesideItIsIndependent(Stack stack)
    {
        var other = checkout.AddStack("beside", "apps/Portfolio/score.yaml");

        (await other.SlipwayAsync("up", "--yes")).Succeeded();
        await InsightsAgreeWithTheAssets(other);
        (await other.SlipwayAsync("destroy", "--yes")).Succeeded();

        (await stack.SlipwayAsync("status")).Succeeded();
        await InsightsAgreeWithTheAssets(stack);
    }

    private async Task DestroyLeavesNothing(Stack stack)
    {
        var pids = await PidsAsync(stack);
        var root = (string)(await stack.SlipwayAsync("output", "live", "--json")).Json["root"]!;

        (await stack.SlipwayAsync("destroy", "--yes")).Succeeded();

        Assert.All(pids.Values, pid => Assert.False(Directory.Exists($"/proc/{pid}"), $"process {pid} still runs"));
        Assert.False(stack.IsListening());
        Assert.False(Directory.Exists(root), $"{root} is still there");
        Assert.False(Path.Exists(Path.Combine(checkout.Folder, ".slipway", stack.Name)));
        Assert.Equal(["build.lock", "passphrase", "state"], Directory.EnumerateFileSystemEntries(Path.Combine(checkout.Folder, ".slipway")).Select(Path.GetFileName).Order());
    }

    private static async Task<Dictionary<string, int>> PidsAsync(Stack stack) =>
        (await stack.ServicesAsync()).ToDictionary(service => service.Key, service => (int)service.Value["pid"]!);
}
