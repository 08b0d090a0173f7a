using Slipway.Infra.Monitoring;

namespace Infra.Tests.Monitoring;

/// <summary>Every alert fires when it should and is silent when it should be, as Prometheus' own promtool judges.</summary>
public sealed class AlertTests
{
    private const string Requests = "http_server_request_duration_seconds_count{workload=\"shop\",http_response_status_code=\"200\"}";
    private const string Errors = "http_server_request_duration_seconds_count{workload=\"shop\",http_response_status_code=\"500\"}";

    private static readonly AlertCase[] Cases =
    [
        new("most targets are silent", "ManyTargetsDown", "30s", "up{job=\"a\"}  0x10", "up{job=\"b\"}  0x10", "up{job=\"c\"}  0x10", "up{job=\"d\"}  1x10")
        {
            Fires = [("severity=critical", "75% of everything that is watched does not answer: a machine, a network or Prometheus itself")],
        },
        new("one target of four is silent", "ManyTargetsDown", "30s", "up{job=\"a\"}  0x10", "up{job=\"b\"}  1x10", "up{job=\"c\"}  1x10", "up{job=\"d\"}  1x10"),

        new("no instance answers", "ServiceDown", "25s", "up{job=\"shop\",instance=\"a\",workload=\"shop\"}  0x10") { Fires = [Critical("No instance of shop answers")] },
        new("there is no instance at all", "ServiceDown", "25s", "up{job=\"other\"}  1x10") { Fires = [Critical("No instance of shop answers")] },
        new("one of two instances answers", "ServiceDown", "25s", "up{instance=\"a\",workload=\"shop\"}  0x10", "up{instance=\"b\",workload=\"shop\"}  1x10"),
        new("an instance misses one look", "ServiceDown", "25s", "up{instance=\"a\",workload=\"shop\"}  1 1 0 1 1"),

        new("one of two instances is silent", "InstanceDown", "70s", "up{job=\"shop\",instance=\"a\",workload=\"shop\"}  0x20", "up{job=\"shop\",instance=\"b\",workload=\"shop\"}  1x20")
        {
            Fires = [("severity=warning workload=shop job=shop instance=a", "a, an instance of shop, does not answer")],
        },
        new("the only instance is silent", "InstanceDown", "70s", "up{instance=\"a\",workload=\"shop\"}  0x20"),

        new("an exporter is silent", "TargetDown", "40s", "up{job=\"node-exporter\",instance=\"m\"}  0x20", "up{workload=\"shop\"}  0x20")
        {
            Fires = [("severity=warning job=node-exporter instance=m", "node-exporter at m does not answer, and what it publishes is not watched")],
        },
        new("every exporter answers", "TargetDown", "40s", "up{job=\"node-exporter\",instance=\"m\"}  1x20"),

        new("one request in ten fails", "ErrorRatioHigh", "8m", $"{Requests}  0+9x120", $"{Errors}  0+1x120") { Fires = [Critical("10% of the answers of shop are errors")] },
        new("one request in a hundred fails", "ErrorRatioHigh", "8m", $"{Requests}  0+99x120", $"{Errors}  0+1x120"),
        new("a few requests fail, and there are only a few", "ErrorRatioHigh", "8m", $"{Errors}  0x60 1 2 3 4 5 5x60"),
        new("callers err, not the service", "ErrorRatioHigh", "8m", "http_server_request_duration_seconds_count{workload=\"shop\",http_response_status_code=\"404\"}  0+9x120"),

        new("one answer in ten takes more than the limit", "ResponsesSlow", "12m", [$"{Requests}  0+10x200", .. Durations("/", "0+9x200", "0+10x200")])
        {
            Fires = [Warning("One in twenty answers of shop takes 1.75s or longer")],
        },
        new("every answer is quick", "ResponsesSlow", "12m", [$"{Requests}  0+10x200", .. Durations("/", "0+10x200", "0+10x200")]),
        new("a stream is long", "ResponsesSlow", "12m", [$"{Requests}  0+10x200", .. Durations("/", "0+10x200", "0+10x200"), .. Durations("/v1/events/{id}", "0x200", "0+10x200")]),

        new("one request in ten fails for an hour", "ErrorBudgetBurnsFast", "70m", $"{Requests}  0+108x90", $"{Errors}  0+12x90")
        {
            Interval = "1m",
            Fires = [Critical("shop fails so often that a month's error budget is gone within two days")],
        },
        new("it failed for an hour, and is well again", "ErrorBudgetBurnsFast", "80m", $"{Requests}  0+108x90", $"{Errors}  0+12x70 840x20") { Interval = "1m" },
        new("one request in twenty-five fails for an hour", "ErrorBudgetBurnsFast", "70m", $"{Requests}  0+96x90", $"{Errors}  0+4x90") { Interval = "1m" },

        new("one request in twenty-five fails for six hours", "ErrorBudgetBurnsSlowly", "380m", $"{Requests}  0+96x400", $"{Errors}  0+4x400")
        {
            Interval = "1m",
            Fires = [Warning("shop fails so often that a month's error budget is gone within five days")],
        },
        new("one request in a hundred fails for six hours", "ErrorBudgetBurnsSlowly", "380m", $"{Requests}  0+99x400", $"{Errors}  0+1x400") { Interval = "1m" },

        new("the webhook refuses what it is sent", "AlertDeliveryFails", "3m", "alertmanager_notifications_failed_total{job=\"alertmanager\",integration=\"slack\"}  0+1x60")
        {
            Fires = [("severity=critical job=alertmanager integration=slack", "Alertmanager cannot deliver alerts by slack")],
        },
        new("the webhook takes what it is sent", "AlertDeliveryFails", "3m", "alertmanager_notifications_failed_total{job=\"alertmanager\",integration=\"slack\"}  0x60"),

        new("nginx is gone", "EdgeDown", "15s", "nginx_up{job=\"nginx-exporter\"}  0x10") { Fires = [("severity=critical job=nginx-exporter", "nginx does not answer: nothing can be reached from outside")] },
        new("nginx is there", "EdgeDown", "15s", "nginx_up{job=\"nginx-exporter\"}  1x10"),

        new("PostgreSQL is gone", "PostgresDown", "15s", "pg_up{job=\"postgres-exporter\"}  0x10") { Fires = [("severity=critical job=postgres-exporter", "PostgreSQL does not answer")] },
        new("PostgreSQL is there", "PostgresDown", "15s", "pg_up{job=\"postgres-exporter\"}  1x10"),

        new("nine connections of ten are in use", "PostgresConnectionsHigh", "2m", "pg_stat_activity_count{job=\"p\",instance=\"i\",state=\"active\"}  60x60", "pg_stat_activity_count{job=\"p\",instance=\"i\",state=\"idle\"}  30x60", "pg_settings_max_connections{job=\"p\",instance=\"i\"}  100x60")
        {
            Fires = [("severity=warning job=p instance=i", "90% of PostgreSQL's connections are in use")],
        },
        new("half of the connections are in use", "PostgresConnectionsHigh", "2m", "pg_stat_activity_count{job=\"p\",instance=\"i\",state=\"active\"}  50x60", "pg_settings_max_connections{job=\"p\",instance=\"i\"}  100x60"),

        new("the latest backup is 28 hours old", "PostgresBackupOld", "10m", "slipway_backup_last_success_timestamp_seconds{job=\"p\"}  -100200x150")
        {
            Fires = [("severity=critical", "The latest backup of PostgreSQL is 1d 4h 0m 0s old")],
        },
        new("the latest backup is of this night", "PostgresBackupOld", "10m", "slipway_backup_last_success_timestamp_seconds{job=\"p\"}  -40000x150"),

        new("a disk is nearly full", "DiskAlmostFull", "2m", Disk("avail", "ext4", 5), Disk("size", "ext4", 100))
        {
            Fires = [("severity=warning job=node-exporter instance=m mountpoint=/data", "5% of the disk at /data is free")],
        },
        new("a disk has room", "DiskAlmostFull", "2m", Disk("avail", "ext4", 50), Disk("size", "ext4", 100)),
        new("an image that is full by nature", "DiskAlmostFull", "2m", Disk("avail", "squashfs", 0), Disk("size", "squashfs", 100)),

        new("the certificate ends in ten days", "CertificateExpires", "10m", "probe_ssl_earliest_cert_expiry{instance=\"example.com\"}  864600x150")
        {
            Fires = [("severity=warning instance=example.com", "The certificate of example.com ends in 10d 0h 0m 0s")],
        },
        new("the certificate ends in thirty days", "CertificateExpires", "10m", "probe_ssl_earliest_cert_expiry{instance=\"example.com\"}  2592600x150"),

        new("a release was aborted", "ReleaseAborted", "1m", "slipway_release_aborted_timestamp_seconds{job=\"n\",workload=\"shop\"}  10x20", "slipway_release_succeeded_timestamp_seconds{job=\"n\",workload=\"shop\"}  5x20")
        {
            Fires = [("severity=warning job=n workload=shop", "The latest release of shop was aborted; the version before it is live")],
        },
        new("the first release of all was aborted", "ReleaseAborted", "1m", "slipway_release_aborted_timestamp_seconds{job=\"n\",workload=\"shop\"}  10x20")
        {
            Fires = [("severity=warning job=n workload=shop", "The latest release of shop was aborted; the version before it is live")],
        },
        new("a release succeeded after the one that was aborted", "ReleaseAborted", "1m", "slipway_release_aborted_timestamp_seconds{job=\"n\",workload=\"shop\"}  10x20", "slipway_release_succeeded_timestamp_seconds{job=\"n\",workload=\"shop\"}  20x20"),
        new("a release was aborted two days ago", "ReleaseAborted", "48h", "slipway_release_aborted_timestamp_seconds{job=\"n\",workload=\"shop\"}  10x2900") { Interval = "1m" },
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_fires_when_it_should_and_only_then(string name)
    {
        var item = Cases.Single(candidate => candidate.Name == name);
        var rules = new RuleFile(Watching.Everything(Watching.Shop));

        Watching.Run("promtool", ["test", "rules", "test.yml"], ("rules.yml", rules.ToString()), ("test.yml", item.Json("rules.yml", $"docs/RUNBOOKS/{item.Alert}.md").ToString()));
    }

    [Fact]
    public void Every_alert_of_the_platform_is_seen_firing_and_seen_silent()
    {
        Assert.Equal([.. PlatformAlerts.Names], Cases.Where(item => item.Fires.Count > 0).Select(item => item.Alert).Distinct().Order(StringComparer.Ordinal).ToArray());
        Assert.Equal([.. PlatformAlerts.Names], Cases.Where(item => item.Fires.Count == 0).Select(item => item.Alert).Distinct().Order(StringComparer.Ordinal).ToArray());
    }

    private static (string, string) Critical(string summary) => ("severity=critical workload=shop needs=edge,postgres", summary);

    private static (string, string) Warning(string summary) => ("severity=warning workload=shop needs=edge,postgres", summary);

    private static string[] Durations(string route, string withinOne, string withinTwoAndAHalf) =>
    [
        $"http_server_request_duration_seconds_bucket{{workload=\"shop\",http_route=\"{route}\",le=\"1\"}}  {withinOne}",
        $"http_server_request_duration_seconds_bucket{{workload=\"shop\",http_route=\"{route}\",le=\"2.5\"}}  {withinTwoAndAHalf}",
        $"http_server_request_duration_seconds_bucket{{workload=\"shop\",http_route=\"{route}\",le=\"+Inf\"}}  {withinTwoAndAHalf}",
    ];

    private static string Disk(string figure, string type, int value) =>
        $"node_filesystem_{figure}_bytes{{job=\"node-exporter\",instance=\"m\",mountpoint=\"/data\",fstype=\"{type}\"}}  {value}x40";
}
