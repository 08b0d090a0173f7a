using Slipway.Infra.Monitoring;

namespace Infra.Tests.Monitoring;

/// <summary>The alerts that workloads of this checkout bring.</summary>
public sealed class WorkloadAlertTests
{
    private static readonly Observed Repository = Watching.Everything() with { Catalog = Watching.Repository() };

    private static readonly AlertCase[] Cases =
    [
        new("a download has waited for seven minutes", "DownloadsQueueOld", "2m", "downloads_queue_oldest_age_seconds{workload=\"downloads\"}  420x60", "downloads_queue_oldest_age_seconds{workload=\"downloads-worker\"}  400x60")
        {
            Fires = [("severity=critical workload=downloads", "A download that is due has waited for 7m 0s")],
        },
        new("a download has waited for a minute", "DownloadsQueueOld", "2m", "downloads_queue_oldest_age_seconds{workload=\"downloads\"}  60x60"),
        new("one attempt in five fails", "DownloadsJobsFail", "12m", "downloads_jobs_total{outcome=\"completed\"}  0+4x200", "downloads_jobs_total{outcome=\"failed\"}  0+1x200")
        {
            Fires = [("severity=warning workload=downloads", "20% of the attempts at downloads fail")],
        },
        new("attempts succeed or are tried again", "DownloadsJobsFail", "12m", "downloads_jobs_total{outcome=\"completed\"}  0+4x200", "downloads_jobs_total{outcome=\"retried\"}  0+1x200"),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_fires_when_it_should_and_only_then(string name)
    {
        var item = Cases.Single(candidate => candidate.Name == name);

        Watching.Run("promtool", ["test", "rules", "test.yml"],
            ("rules.yml", new RuleFile(Repository).ToString()),
            ("test.yml", item.Json("rules.yml", $"docs/RUNBOOKS/{item.Alert}.md").ToString()));
    }

    [Theory]
    [InlineData("DownloadsQueueOld")]
    [InlineData("DownloadsJobsFail")]
    public void It_is_held_back_while_the_database_is_down(string alert)
    {
        var text = new AlertmanagerConfiguration(Repository, null).ToString();

        Assert.Contains(Newtonsoft.Json.Linq.JObject.Parse(text)["inhibit_rules"]!, rule =>
            rule["source_matchers"]!.Any(matcher => (string)matcher! == "alertname=~\"PostgresDown\"")
            && rule["target_matchers"]!.Any(matcher => (string)matcher! == $"alertname=\"{alert}\""));
        Watching.Run("amtool", ["check-config", "alertmanager.yml"], ("alertmanager.yml", text));
    }
}
