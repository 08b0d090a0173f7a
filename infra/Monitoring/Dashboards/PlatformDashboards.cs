using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring.Dashboards;

/// <summary>The platform as a whole, and the parts that are not ours.</summary>
internal static class PlatformDashboards
{
    public static Dashboard Overview(Observed observed)
    {
        var panels = ImmutableArray.CreateBuilder<Panel>();
        panels.Add(Panel.Number("Alerts that fire", "none", "count(ALERTS{alertstate=\"firing\"}) or vector(0)", 1));
        panels.Add(Panel.Number("Watched and silent", "none", "count(up == 0) or vector(0)", 1));
        panels.Add(Panel.Number("Requests a second", "reqps", "sum(slipway:http_requests:rate5m) or vector(0)"));
        panels.Add(Panel.Number("Worst error ratio, 5 minutes", "percentunit", "max(slipway:http_error_ratio:rate5m) or vector(0)", (double)observed.Thresholds.ErrorPercent / 100));
        panels.Add(Panel.Graph("Requests by workload", "reqps", Query.OrZero("{{workload}}", "slipway:http_requests:rate5m")));
        panels.Add(Panel.Graph("Error ratio by workload", "percentunit", Query.OrZero("{{workload}}", "slipway:http_error_ratio:rate5m")));
        panels.Add(Panel.Graph("95th percentile of durations by workload", "s", Query.OrZero("{{workload}}", "slipway:http_duration_seconds:p95")));
        panels.Add(Panel.Graph("Instances that answer by workload", "short", Query.OrZero("{{workload}}", "sum by (workload) (up{workload!=\"\"})")));
        panels.Add(Panel.Graph("Processor by workload", "short", Query.OrZero("{{workload}}", "sum by (workload) (rate(process_cpu_seconds_total{workload!=\"\"}[$__rate_interval]))")));
        panels.Add(Panel.Graph("Memory by workload", "bytes", Query.OrZero("{{workload}}", "sum by (workload) (process_resident_memory_bytes{workload!=\"\"})")));
        panels.Add(new Panel("Everything that is watched", "none", [new Query("", "up")]) { Kind = PanelKind.Table });
        return new Dashboard("overview", "Platform overview", panels.ToImmutable());
    }

    public static Dashboard Edge() => new("edge", "Edge: nginx",
    [
        Panel.Number("Answers", "none", "min(nginx_up)"),
        Panel.Number("Requests a second", "reqps", "sum(rate(nginx_http_requests_total[$__rate_interval]))"),
        Panel.Graph("Requests", "reqps", new Query("{{instance}}", "rate(nginx_http_requests_total[$__rate_interval])")),
        Panel.Graph("Connections by what they do", "short",
            new Query("read", "sum(nginx_connections_reading)"), new Query("write", "sum(nginx_connections_writing)"), new Query("wait", "sum(nginx_connections_waiting)")),
        Panel.Graph("Connections a second", "short",
            new Query("accepted", "sum(rate(nginx_connections_accepted[$__rate_interval]))"),
            new Query("dropped", "sum(rate(nginx_connections_accepted[$__rate_interval]) - rate(nginx_connections_handled[$__rate_interval]))")),
        Panel.Graph("Requests by route, as workloads count them", "reqps",
            Query.OrZero("{{workload}} {{http_route}}", "sum by (workload, http_route) (rate(http_server_request_duration_seconds_count{workload!=\"\"}[$__rate_interval]))")),
    ]);

    public static Dashboard Postgres() => new("postgres", "PostgreSQL",
    [
        Panel.Number("Answers", "none", "min(pg_up)"),
        Panel.Number("Connections in use", "percentunit", "sum(pg_stat_activity_count) / max(pg_settings_max_connections)", 0.8),
        Panel.Number("Found in memory", "percentunit", "sum(pg_stat_database_blks_hit) / (sum(pg_stat_database_blks_hit) + sum(pg_stat_database_blks_read))"),
        Panel.Number("Longest transaction", "s", "max(pg_stat_activity_max_tx_duration) or vector(0)"),
        Panel.Graph("Connections by state", "short", new Query("{{state}}", "sum by (state) (pg_stat_activity_count)")),
        Panel.Graph("Connections by database", "short", new Query("{{datname}}", "sum by (datname) (pg_stat_activity_count)")),
        Panel.Graph("Transactions a second", "ops",
            new Query("committed {{datname}}", "sum by (datname) (rate(pg_stat_database_xact_commit{datname!=\"\"}[$__rate_interval]))"),
            new Query("rolled back {{datname}}", "sum by (datname) (rate(pg_stat_database_xact_rollback{datname!=\"\"}[$__rate_interval]))")),
        Panel.Graph("Rows a second", "ops",
            new Query("read", "sum(rate(pg_stat_database_tup_fetched[$__rate_interval]))"),
            new Query("inserted", "sum(rate(pg_stat_database_tup_inserted[$__rate_interval]))"),
            new Query("updated", "sum(rate(pg_stat_database_tup_updated[$__rate_interval]))"),
            new Query("deleted", "sum(rate(pg_stat_database_tup_deleted[$__rate_interval]))")),
        Panel.Graph("Size of databases", "bytes", new Query("{{datname}}", "max by (datname) (pg_database_size_bytes)")),
        Panel.Graph("Deadlocks and conflicts a second", "ops",
            new Query("deadlocks", "sum(rate(pg_stat_database_deadlocks[$__rate_interval]))"),
            new Query("conflicts", "sum(rate(pg_stat_database_conflicts[$__rate_interval]))")),
        Panel.Graph("Locks by mode", "short", new Query("{{mode}}", "sum by (mode) (pg_locks_count)")),
        Panel.Graph("Written to temporary files", "Bps", new Query("{{datname}}", "sum by (datname) (rate(pg_stat_database_temp_bytes{datname!=\"\"}[$__rate_interval]))")),
    ]);

    public static Dashboard Machine() => new("machine", "Machine",
    [
        Panel.Number("Processor in use", "percentunit", "1 - avg(rate(node_cpu_seconds_total{mode=\"idle\"}[$__rate_interval]))", 0.9),
        Panel.Number("Memory in use", "percentunit", "1 - sum(node_memory_MemAvailable_bytes) / sum(node_memory_MemTotal_bytes)", 0.9),
        Panel.Number("Fullest disk", "percentunit", $"max(1 - node_filesystem_avail_bytes{PlatformAlerts.FileSystems} / node_filesystem_size_bytes{PlatformAlerts.FileSystems}) or vector(0)", 0.9),
        Panel.Number("Load for each processor", "none", "sum(node_load1) / count(node_cpu_seconds_total{mode=\"idle\"})", 1.5),
        Panel.Graph("Processor", "percentunit", new Query("{{mode}}", "avg by (mode) (rate(node_cpu_seconds_total{mode!=\"idle\"}[$__rate_interval]))")),
        Panel.Graph("Memory", "bytes",
            new Query("in use", "sum(node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes)"), new Query("all", "sum(node_memory_MemTotal_bytes)")),
        Panel.Graph("Free on disks", "bytes", Query.OrZero("{{mountpoint}}", $"min by (mountpoint) (node_filesystem_avail_bytes{PlatformAlerts.FileSystems})")),
        Panel.Graph("Disks read and written", "Bps",
            Query.OrZero("read {{device}}", "sum by (device) (rate(node_disk_read_bytes_total[$__rate_interval]))"),
            Query.OrZero("written {{device}}", "sum by (device) (rate(node_disk_written_bytes_total[$__rate_interval]))")),
        Panel.Graph("Network", "Bps",
            Query.OrZero("received {{device}}", "sum by (device) (rate(node_network_receive_bytes_total[$__rate_interval]))"),
            Query.OrZero("sent {{device}}", "sum by (device) (rate(node_network_transmit_bytes_total[$__rate_interval]))")),
        Panel.Graph("Open files", "short", Query.OrZero("{{instance}}", "node_filefd_allocated")),
    ]);
}
