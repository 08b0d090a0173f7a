using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Aws;
using Slipway.Infra.Releases;

namespace Slipway.Infra.Stacks;

/// <summary>The settings of target <c>aws</c>. Defaults are those of production; smaller environments say so.</summary>
public static partial class AwsSection
{
    // What CloudWatch offers.
    private static readonly ImmutableArray<string> LogDays = ["1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096", "1827", "2192", "2557", "2922", "3288", "3653"];

    public static Func<TargetContext, ITarget> Read(SettingsReader reader)
    {
        var region = Matching(reader, "region", Region(), "a region such as 'eu-central-1'");
        var account = Matching(reader, "account", Account(), "an account of twelve digits, in quotes");
        var zones = Zones(reader, region);
        var subnets = Subnets(reader);
        var domain = Matching(reader, "domain", Domain(), "a domain such as 'example.com'");
        var (certificate, zone) = Names(reader);
        var drain = reader.Number("drainSeconds", 30, 0, 110);
        var stop = reader.Number("stopSeconds", 60, 10, 120);
        if (stop <= drain)
            reader.Problem($"slipway:stopSeconds is {stop}, expected more than slipway:drainSeconds ({drain}), so that a request that is let finish is not cut off");
        var logDays = reader.Choice("logDays", LogDays, "90");
        var settings = new AwsSettings
        {
            SecretKeys = [.. reader.Map("secretEnvironment").Keys],
            Region = region,
            Account = account,
            Zones = zones,
            Subnets = subnets,
            NatPerZone = reader.Choice("natGateways", ["one", "per-zone"], "per-zone") == "per-zone",
            InterfaceEndpoints = reader.Flag("interfaceEndpoints", true),
            EgressPorts = EgressPorts(reader),
            Domain = domain,
            HostedZoneId = zone,
            CertificateArn = certificate,
            RateLimit = reader.Number("rateLimit", 2000, 10, 2_000_000),
            DrainSeconds = drain,
            StopSeconds = stop,
            Replicas = reader.Number("replicas", 2, 1, 100),
            ScaleFactor = reader.Number("scaleFactor", 3, 1, 20),
            DefaultCpu = reader.Number("defaultCpu", 512, 128, 16384),
            DefaultMemory = reader.Number("defaultMemory", 1024, 128, 122880),
            Architecture = reader.Choice("architecture", ["ARM64", "X86_64"], "X86_64"),
            ContainerUser = reader.Number("containerUser", 1654, 1, 65534),
            DatabaseVersion = reader.Text("databaseVersion", "a version of PostgreSQL such as '17'", "17"),
            DatabaseClass = reader.Text("databaseClass", "a class such as 'db.m7g.large'", "db.m7g.large"),
            DatabaseStorage = reader.Number("databaseStorage", 100, 20, 13000),
            DatabaseConnections = reader.Number("databaseConnections", 400, 10, 10000),
            BackupDays = reader.Number("backupDays", 14, 1, 35),
            HighAvailability = reader.Flag("highAvailability", true),
            DeletionProtection = reader.Flag("deletionProtection", true),
            PasswordGeneration = reader.Number("passwordGeneration", 1, 1, 100_000),
            CacheClass = reader.Text("cacheClass", "a class such as 'cache.m7g.large'", "cache.m7g.large"),
            LatencySeconds = reader.Number("latencySeconds", 2, 1, 600),
            LogDays = int.TryParse(logDays, CultureInfo.InvariantCulture, out var days) ? days : 90,
            AlertEmails = AlertEmails(reader),
            Tools = new ToolImages(
                Shell: reader.Text("shellImage", "an image", "public.ecr.aws/docker/library/busybox:1.37.0"),
                Database: reader.Text("databaseToolsImage", "an image", "public.ecr.aws/docker/library/postgres:17.6"),
                Prometheus: reader.Text("prometheusImage", "an image", "quay.io/prometheus/prometheus:v3.5.0"),
                Alertmanager: reader.Text("alertmanagerImage", "an image", "quay.io/prometheus/alertmanager:v0.28.1")),
        };
        return context => new AwsTarget(context.Catalog, settings with
        {
            Stack = context.Stack,
            Labels = context.Settings.Labels,
            Monitoring = context.Settings.Monitoring,
            Images = context.Settings.Images,
            Environment = context.Settings.Environment,
            Slots = new SlotPlan(context.Releases),
        });
    }

    private static string Matching(SettingsReader reader, string key, Regex form, string what)
    {
        var value = reader.Text(key, what);
        if (value.Length > 0 && !form.IsMatch(value))
            reader.Problem($"slipway:{key} is '{value}', expected {what}");
        return value;
    }

    private static ImmutableArray<string> Zones(SettingsReader reader, string region)
    {
        var zones = reader.List("zones", "availability zones");
        if (zones.Length is < 2 or > 3 || zones.Distinct().Count() != zones.Length || zones.Any(zone => !zone.StartsWith(region, StringComparison.Ordinal)))
            reader.Problem($"slipway:zones is {(zones.IsEmpty ? "missing" : $"[{string.Join(", ", zones)}]")}, expected two or three different availability zones of '{region}', such as [{region}a, {region}b]");
        return zones;
    }

    private static SubnetPlan Subnets(SettingsReader reader)
    {
        const string usual = "10.40.0.0/16";
        var range = reader.Text("network", "a range of private addresses", usual);
        if (SubnetPlan.Parse(range) is { } plan)
            return plan;
        reader.Problem($"slipway:network is '{range}', expected a range of addresses of length 16 to 22, such as {usual}");
        return SubnetPlan.Parse(usual)!;
    }

    private static (string Certificate, string Zone) Names(SettingsReader reader)
    {
        var certificate = reader.Text("certificateArn", "the ARN of a certificate", "");
        var zone = reader.Text("hostedZoneId", "the id of a hosted zone", "");
        if (certificate.Length > 0 && !Certificate().IsMatch(certificate))
            reader.Problem($"slipway:certificateArn is '{certificate}', expected the ARN of a certificate of ACM, such as 'arn:aws:acm:<region>:<account>:certificate/<id>'");
        if (zone.Length > 0 && !HostedZone().IsMatch(zone))
            reader.Problem($"slipway:hostedZoneId is '{zone}', expected the id of a hosted zone of Route 53, such as 'Z0123456789ABCDEFGHIJ'");
        if (certificate.Length == 0 && zone.Length == 0)
            reader.Problem("slipway:hostedZoneId and slipway:certificateArn are both missing: set the first to have a certificate made and hosts named, or the second to a certificate you have");
        return (certificate, zone);
    }

    private static ImmutableArray<int> EgressPorts(SettingsReader reader)
    {
        var texts = reader.List("egressPorts", "ports", "443");
        foreach (var text in texts.Where(text => !(int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)))
            reader.Problem($"slipway:egressPorts has '{text}', expected ports from 1 to 65535, in quotes");
        return [.. texts.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var port) ? port : 443).Distinct()];
    }

    private static ImmutableArray<string> AlertEmails(SettingsReader reader)
    {
        var addresses = reader.List("alertEmails", "mail addresses");
        foreach (var address in addresses.Where(address => !address.Contains('@')))
            reader.Problem($"slipway:alertEmails has '{address}', expected a mail address");
        return [.. addresses.Distinct()];
    }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-[0-9]\z")]
    private static partial Regex Region();

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\z")]
    private static partial Regex Domain();

    [GeneratedRegex(@"^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+\z")]
    private static partial Regex Certificate();

    [GeneratedRegex(@"^Z[A-Z0-9]{5,31}\z")]
    private static partial Regex HostedZone();
}
