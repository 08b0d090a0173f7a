using Slipway.Infra.Monitoring;

namespace Infra.Tests.Monitoring;

/// <summary>The alerts that the inbox monitor brings, as promtool judges them.</summary>
public sealed class InboxAlertTests
{
    private static readonly AlertCase[] Cases =
    [
        new("ChatRace has been refusing since the tenth second", "ChatRaceDown", "20s", "probe_up{probe=\"chatrace\",instance=\"a\"}  1 1 0 0 0") { Fires = [Of("critical", "The ChatRace API does not answer as it should")] },
        new("one look at ChatRace failed", "ChatRaceDown", "20s", "probe_up{probe=\"chatrace\",instance=\"a\"}  1 1 0 1 1"),
        new("one of two monitors reaches ChatRace", "ChatRaceDown", "20s", "probe_up{probe=\"chatrace\",instance=\"a\"}  0x10", "probe_up{probe=\"chatrace\",instance=\"b\"}  1x10"),

        new("the database is away", "InboxDatabaseDown", "20s", "probe_up{probe=\"database\"}  0x10") { Fires = [Of("critical", "The inbox's database cannot be reached or read")] },
        new("the database is there", "InboxDatabaseDown", "20s", "probe_up{probe=\"database\"}  1x10", "probe_up{probe=\"chatrace\"}  0x10"),

        new("the webhook takes nothing", "VapiWebhookNotReady", "30s", "probe_up{probe=\"vapi-webhook\"}  0x10") { Fires = [Of("critical", "VAPI's call events cannot be accepted")] },
        new("the webhook missed one look", "VapiWebhookNotReady", "20s", "probe_up{probe=\"vapi-webhook\"}  1 0 0 0 1"),

        new("a loop stands still", "ProbeStale", "4m", "probe_up{probe=\"database\"}  1x60", "probe_last_success_timestamp_seconds{probe=\"database\"}  60x60")
        {
            Fires = [("severity=warning workload=inbox-health probe=database", "Probe database says that all is well, but has not looked for 3m 0s")],
        },
        new("a probe is down, which is no stale look", "ProbeStale", "4m", "probe_up{probe=\"database\"}  0x60", "probe_last_success_timestamp_seconds{probe=\"database\"}  60x60"),
        new("every loop goes on", "ProbeStale", "4m", "probe_up{probe=\"database\"}  1x60", "probe_last_success_timestamp_seconds{probe=\"database\"}  0+5x60"),

        new("two tokens expire soon", "OAuthTokensExpiring", "2m", "gmail_oauth_tokens_expiring_soon  2x60") { Fires = [Of("warning", "2 Google OAuth tokens expire within 7 days or have expired")] },
        new("no token expires soon", "OAuthTokensExpiring", "2m", "gmail_oauth_tokens_expiring_soon  0x60"),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_fires_when_it_should_and_only_then(string name)
    {
        var item = Cases.Single(candidate => candidate.Name == name);
        var rules = new RuleFile(Watching.Of([]) with { Catalog = Watching.Repository() });

        Watching.Run("promtool", ["test", "rules", "test.yml"], ("rules.yml", rules.ToString()), ("test.yml", item.Json("rules.yml", $"docs/RUNBOOKS/{item.Alert}.md").ToString()));
    }

    [Fact]
    public void Each_is_seen_firing_and_seen_silent()
    {
        var alerts = Watching.Repository().Workloads.Single(workload => workload.Name == "inbox-health").Monitoring.Alerts.Select(alert => alert.Name).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(alerts, Cases.Where(item => item.Fires.Count > 0).Select(item => item.Alert).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(alerts, Cases.Where(item => item.Fires.Count == 0).Select(item => item.Alert).Distinct().Order(StringComparer.Ordinal));
    }

    private static (string, string) Of(string severity, string summary) => ($"severity={severity} workload=inbox-health", summary);
}
