using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring.Dashboards;

/// <summary>One workload: requests, errors and durations, then what it uses of its process, its runtime and its database.</summary>
internal static class WorkloadDashboard
{
    private const string Count = "http_server_request_duration_seconds_count";

    public static Dashboard Of(Observed observed, Workload workload)
    {
        var panels = ImmutableArray.CreateBuilder<Panel>();
        var own = $"workload=\"{workload.Name}\"";
        panels.Add(Panel.Number("Instances that answer", "none", $"sum(up{{{own}}})"));
        panels.Add(Panel.Number("Requests a second", "reqps", $"sum(slipway:http_requests:rate5m{{{own}}}) or vector(0)"));
        panels.Add(Panel.Number("Errors, 5 minutes", "percentunit", $"sum(slipway:http_error_ratio:rate5m{{{own}}}) or vector(0)", (double)observed.Thresholds.ErrorPercent / 100));
        panels.Add(Panel.Number("Error budget used, pace of 1 hour", "none",
            $"sum(slipway:http_error_ratio:rate1h{{{own}}} / on (workload) slipway:error_budget{{{own}}}) or vector(0)", 1) with
        {
            Description = "1 uses up the budget exactly at its end; 14.4 in two days, and an alert fires.",
        });
        panels.Add(Panel.Graph("Requests by route", "reqps", Query.OrZero("{{http_request_method}} {{http_route}}", $"sum by (http_request_method, http_route) (rate({Count}{{{own}}}[$__rate_interval]))")));
        panels.Add(Panel.Graph("Errors by status", "reqps",
            Query.OrZero("{{http_response_status_code}}", $"sum by (http_response_status_code) (rate({Count}{{{own},http_response_status_code=~\"4..|5..\"}}[$__rate_interval]))")));
        var timed = RecordingRules.Requests(observed, workload);
        panels.Add(Panel.Graph("Duration of requests", "s",
            Query.OrZero("50th percentile", RecordingRules.Percentile("0.5", timed, "$__rate_interval")),
            Query.OrZero("95th percentile", RecordingRules.Percentile("0.95", timed, "$__rate_interval")),
            Query.OrZero("99th percentile", RecordingRules.Percentile("0.99", timed, "$__rate_interval"))) with
        {
            Description = "Without streams, whose duration is the client's affair.",
        });
        panels.Add(Panel.Graph("Requests under way", "short", Query.OrZero("{{instance}}", $"sum by (instance) (http_server_active_requests{{{own}}})")));
        panels.Add(Panel.Graph("Processor", "short", Query.OrZero("{{instance}}", $"sum by (instance) (rate(process_cpu_seconds_total{{{own}}}[$__rate_interval]))")));
        panels.Add(Panel.Graph("Memory", "bytes", Query.OrZero("{{instance}}", $"sum by (instance) (process_resident_memory_bytes{{{own}}})")));
        panels.Add(Panel.Graph("Threads and work that waits for one", "short",
            Query.OrZero("threads {{instance}}", $"sum by (instance) (dotnet_thread_pool_threads{{{own}}})"),
            Query.OrZero("waiting {{instance}}", $"sum by (instance) (dotnet_thread_pool_queue_length{{{own}}})")));
        panels.Add(Panel.Graph("Time in garbage collection", "percentunit", Query.OrZero("{{instance}}", $"sum by (instance) (rate(dotnet_gc_pause_time_seconds_total{{{own}}}[$__rate_interval]))")));
        if (workload.Resources.Any(resource => resource.Type == "postgres"))
        {
            panels.Add(Panel.Graph("Connections to the database", "short",
                Query.OrZero("{{db_client_connection_state}}", $"sum by (db_client_connection_state) (db_client_connections{{{own}}})"),
                Query.OrZero("at most", $"sum(db_client_connection_max{{{own}}})")));
            panels.Add(Panel.Graph("Duration of statements", "s",
                Query.OrZero("95th percentile", $"histogram_quantile(0.95, sum by (le) (rate(db_client_operation_duration_seconds_bucket{{{own}}}[$__rate_interval]))) >= 0")));
        }
        return new Dashboard($"workload-{workload.Name}", $"Workload: {workload.Name}", panels.ToImmutable());
    }
}
