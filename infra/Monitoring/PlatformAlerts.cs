using System.Collections.Immutable;
using System.Globalization;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring;

/// <summary>
/// The alerts every environment has. None of them names a workload: limits that differ from workload to workload are
/// figures themselves (<see cref="RecordingRules"/>), so that the list does not grow with the catalogue.
/// </summary>
public static class PlatformAlerts
{
    private const AlertSeverity Critical = AlertSeverity.Critical;
    private const AlertSeverity Warning = AlertSeverity.Warning;

    // What explains other alerts (ManyTargetsDown, PostgresDown, EdgeDown, ServiceDown) fires sooner than what it explains.

    /// <summary>Every name there can be, whatever an environment publishes.</summary>
    public static ImmutableSortedSet<string> Names { get; } = All(new Thresholds()).Select(alert => alert.Rule.Name).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>The alerts whose figures an environment publishes.</summary>
    public static IEnumerable<AlertRule> Of(Observed observed) =>
        All(observed.Thresholds).Where(alert => alert.Needs is not { } figures || observed.Figures.Contains(figures)).Select(alert => alert.Rule);

    private static IEnumerable<(Figures? Needs, AlertRule Rule)> All(Thresholds limits)
    {
        // The short window must have seen enough requests to speak of a ratio.
        string Enough(string window, int seconds) => $"and on (workload) slipway:http_requests:rate{window} * {seconds} >= {limits.LeastRequests}";

        yield return (null, new("ManyTargetsDown", "count(up == 0) / count(up) > 0.5 and count(up) > 2", "10s", Critical,
            "{{ $value | humanizePercentage }} of everything that is watched does not answer: a machine, a network or Prometheus itself"));
        // Longer than Prometheus takes after its start until it has seen every target once.
        yield return (null, new("ServiceDown", "slipway:workload_info unless on (workload) max by (workload) (up) == 1", "20s", Critical,
            "No instance of {{ $labels.workload }} answers"));
        yield return (null, new("InstanceDown", "up{workload!=\"\"} == 0 and on (workload) max by (workload) (up) == 1", "1m", Warning,
            "{{ $labels.instance }}, an instance of {{ $labels.workload }}, does not answer"));
        yield return (null, new("TargetDown", "up{workload=\"\"} == 0", "30s", Warning,
            "{{ $labels.job }} at {{ $labels.instance }} does not answer, and what it publishes is not watched"));
        yield return (null, new("ErrorRatioHigh",
            WithNeeds($"slipway:http_error_ratio:rate5m > {Number(limits.ErrorPercent / 100)} {Enough("5m", 300)}"), "1m", Critical,
            "{{ $value | humanizePercentage }} of the answers of {{ $labels.workload }} are errors"));
        yield return (null, new("ResponsesSlow",
            WithNeeds($"slipway:http_duration_seconds:p95 > on (workload) slipway:latency_limit_seconds {Enough("5m", 300)}"), "5m", Warning,
            "One in twenty answers of {{ $labels.workload }} takes {{ $value | humanizeDuration }} or longer"));
        // As in the SRE workbook: 14.4 times the budget's pace uses up 2 % of a month's budget in an hour, 6 times 5 % in six hours.
        yield return (null, new("ErrorBudgetBurnsFast", Burn(14.4m, "1h", "5m", Enough("5m", 300)), "1m", Critical,
            "{{ $labels.workload }} fails so often that a month's error budget is gone within two days"));
        yield return (null, new("ErrorBudgetBurnsSlowly", Burn(6, "6h", "30m", Enough("30m", 1800)), "5m", Warning,
            "{{ $labels.workload }} fails so often that a month's error budget is gone within five days"));
        yield return (null, new("AlertDeliveryFails", "sum by (job, integration) (rate(alertmanager_notifications_failed_total[5m])) > 0", "1m", Critical,
            "Alertmanager cannot deliver alerts by {{ $labels.integration }}"));
        yield return (Figures.Edge, new("EdgeDown", "nginx_up == 0", "5s", Critical, "nginx does not answer: nothing can be reached from outside"));
        yield return (Figures.Postgres, new("PostgresDown", "pg_up == 0", "5s", Critical, "PostgreSQL does not answer"));
        yield return (Figures.Postgres, new("PostgresConnectionsHigh",
            $"sum by (job, instance) (pg_stat_activity_count) / on (job, instance) max by (job, instance) (pg_settings_max_connections) > {Number(limits.ConnectionPercent / 100m)}", "1m", Warning,
            "{{ $value | humanizePercentage }} of PostgreSQL's connections are in use"));
        yield return (Figures.Backup, new("PostgresBackupOld", $"time() - max(slipway_backup_last_success_timestamp_seconds) > {limits.BackupHours * 3600}", "5m", Critical,
            "The latest backup of PostgreSQL is {{ $value | humanizeDuration }} old"));
        yield return (Figures.Machine, new("DiskAlmostFull",
            $"min by (job, instance, mountpoint) (node_filesystem_avail_bytes{FileSystems} / node_filesystem_size_bytes{FileSystems}) < {Number(limits.DiskFreePercent / 100m)}", "1m", Warning,
            "{{ $value | humanizePercentage }} of the disk at {{ $labels.mountpoint }} is free"));
        yield return (Figures.Certificate, new("CertificateExpires", $"min by (instance) (probe_ssl_earliest_cert_expiry) - time() < {limits.CertificateDays * 86400}", "5m", Warning,
            "The certificate of {{ $labels.instance }} ends in {{ $value | humanizeDuration }}"));
        yield return (Figures.Releases, new("ReleaseAborted",
            "slipway_release_aborted_timestamp_seconds > time() - 86400 unless on (workload) slipway_release_succeeded_timestamp_seconds > on (workload) slipway_release_aborted_timestamp_seconds", "0s", Warning,
            "The latest release of {{ $labels.workload }} was aborted; the version before it is live"));
    }

    // What is full by nature, or not on a disk, says nothing of the disk.
    internal const string FileSystems = "{fstype!~\"tmpfs|ramfs|devtmpfs|squashfs|iso9660|overlay|9p|fuse.*\",mountpoint!~\"/etc/.*\"}";

    private static string Burn(decimal pace, string longWindow, string shortWindow, string enough) => WithNeeds(
        $"slipway:http_error_ratio:rate{longWindow} > on (workload) {Number(pace)} * slipway:error_budget"
        + $" and on (workload) slipway:http_error_ratio:rate{shortWindow} > on (workload) {Number(pace)} * slipway:error_budget {enough}");

    /// <summary>Marks what a workload cannot do without, so that Alertmanager knows what explains the alert.</summary>
    private static string WithNeeds(string expression) => $"({expression}) * on (workload) group_left (needs) slipway:workload_info";

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
