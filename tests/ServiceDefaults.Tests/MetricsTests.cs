using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Servers;

namespace Slipway.ServiceDefaults.Tests;

[Collection(WithPostgres.Name)]
public sealed class MetricsTests(PostgresServer server)
{
    [Fact]
    public async Task Requests_are_measured_by_method_route_and_status()
    {
        await using var sample = await RunningSample.StartAsync();
        for (var id = 0; id < 3; id++) (await sample.Client.GetAsync($"/things/{id}")).Dispose();
        (await sample.Client.GetAsync("/fail")).Dispose();
        (await sample.Client.GetAsync("/nothing")).Dispose();
        (await sample.Client.GetAsync("/health/live")).Dispose();

        var text = await WaitForAsync(sample, "http_response_status_code=\"404\"");

        Assert.Equal(["GET 200 /things/{id:int} 3", "GET 404  1", "GET 500 /fail 1"], text.Split('\n')
            .Where(line => line.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal))
            .Select(line => $"{Label(line, "http_request_method")} {Label(line, "http_response_status_code")} {Label(line, "http_route")} {line.Split(' ')[^1]}")
            .Order(StringComparer.Ordinal));
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", text);
        Assert.Contains("http_server_active_requests{", text);
    }

    [Fact]
    public async Task Process_runtime_and_version_are_there()
    {
        await using var sample = await RunningSample.StartAsync();

        var text = await sample.Client.GetStringAsync("/metrics");

        foreach (var name in new[] { "process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds", "dotnet_gc_collections_total", "dotnet_process_memory_working_set_bytes", "dotnet_thread_pool_threads" })
            Assert.Matches($"(?m)^{name}[ {{]", text);
        Assert.Matches("(?m)^service_build_info\\{runtime=\"\\.NET 10[^\"]*\",service=\"sample\",version=\"1.0.0\"\\} 1$", text);
    }

    [Fact]
    public async Task The_connection_pool_is_measured_under_the_name_of_the_service()
    {
        var database = await server.CreateDatabaseAsync();
        await using var sample = await RunningSample.StartAsync(RunningSample.Define().WithPostgres(), ("ConnectionStrings:Default", database));
        (await sample.Client.GetAsync("/health/ready")).Dispose();

        var text = await sample.Client.GetStringAsync("/metrics");

        Assert.Matches("(?m)^db_client_connections\\{[^}]*\"sample\"[^}]*\\} \\d+$", text);
    }

    [Fact]
    public async Task Prometheus_own_tool_finds_nothing_to_complain_about()
    {
        var database = await server.CreateDatabaseAsync();
        await using var sample = await RunningSample.StartAsync(RunningSample.Define().WithPostgres(), ("ConnectionStrings:Default", database));
        (await sample.Client.GetAsync("/things/1")).Dispose();
        (await sample.Client.GetAsync("/health/ready")).Dispose();
        var text = await WaitForAsync(sample, "http_server_request_duration_seconds_count");

        var said = await CheckAsync(text);

        Assert.Equal("", said);
    }

    [Fact]
    public void Every_kind_of_instrument_is_written_and_escaped()
    {
        using var host = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = host.GetRequiredService<IMeterFactory>();
        using var metrics = new PrometheusMetrics(factory, new("sample", "1.0.0"));
        using var meter = factory.Create("Slipway.Tests");
        var gauge = 5;
        meter.CreateCounter<int>("slipway.jobs", "{job}", "Jobs with a \\ and a\nnew line").Add(2, new("kind", "a\"b\\c\nd"), new("other", null));
        meter.CreateUpDownCounter<long>("slipway.waiting").Add(-3);
        meter.CreateObservableGauge("slipway.size", () => new Measurement<int>(gauge, new KeyValuePair<string, object?>("at", 1)), "By");
        meter.CreateGauge<double>("slipway.share", "1").Record(0.5);
        meter.CreateHistogram("slipway.wait", "s", "", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }).Record(0.25);

        metrics.Write();
        gauge = 7;
        var text = metrics.Write();

        Assert.Equal("""
            # HELP slipway_jobs_total Jobs with a \\ and a\nnew line
            # TYPE slipway_jobs_total counter
            slipway_jobs_total{kind="a\"b\\c\nd",other=""} 2
            # HELP slipway_share_ratio slipway.share
            # TYPE slipway_share_ratio gauge
            slipway_share_ratio 0.5
            # HELP slipway_size_bytes slipway.size
            # TYPE slipway_size_bytes gauge
            slipway_size_bytes{at="1"} 7
            # HELP slipway_wait_seconds slipway.wait
            # TYPE slipway_wait_seconds histogram
            slipway_wait_seconds_bucket{le="0.1"} 0
            slipway_wait_seconds_bucket{le="1"} 1
            slipway_wait_seconds_bucket{le="+Inf"} 1
            slipway_wait_seconds_sum 0.25
            slipway_wait_seconds_count 1
            # HELP slipway_waiting slipway.waiting
            # TYPE slipway_waiting gauge
            slipway_waiting -3
            """, string.Join('\n', text.Split('\n').Where(line => line.Contains("slipway_", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_label_with_ever_new_values_ends_in_one_series_marked_as_overflow()
    {
        using var host = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = host.GetRequiredService<IMeterFactory>();
        using var metrics = new PrometheusMetrics(factory, new("sample", "1.0.0"));
        using var meter = factory.Create("Slipway.Tests");
        var counter = meter.CreateCounter<int>("slipway.many");
        for (var index = 0; index < 5000; index++) counter.Add(1, new KeyValuePair<string, object?>("id", index));

        var lines = metrics.Write().Split('\n').Where(line => line.StartsWith("slipway_many", StringComparison.Ordinal)).ToArray();

        Assert.Equal(1001, lines.Length);
        Assert.Contains("slipway_many_total{otel_metric_overflow=\"true\"} 4000", lines);
    }

    [Fact]
    public void The_same_labels_in_another_order_are_one_series_and_nothing_is_lost_between_threads()
    {
        using var host = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = host.GetRequiredService<IMeterFactory>();
        using var metrics = new PrometheusMetrics(factory, new("sample", "1.0.0"));
        using var meter = factory.Create("Slipway.Tests");
        var counter = meter.CreateCounter<int>("slipway.order");

        Parallel.For(0, 20_000, index =>
        {
            if (index % 2 == 0) counter.Add(1, new("a", 1), new("b", 2));
            else counter.Add(1, new("b", 2), new("a", 1));
        });

        Assert.Contains("slipway_order_total{a=\"1\",b=\"2\"} 20000\n", metrics.Write());
    }

    private static string Label(string line, string name) => Regex.Match(line, $"[{{,]{name}=\"([^\"]*)\"").Groups[1].Value;

    /// <summary>A request is counted after its answer was sent.</summary>
    private static async Task<string> WaitForAsync(RunningSample sample, string wanted)
    {
        for (var attempt = 0; ; attempt++)
        {
            var text = await sample.Client.GetStringAsync("/metrics");
            if (text.Contains(wanted, StringComparison.Ordinal) || attempt == 100) return text;
            await Task.Delay(20);
        }
    }

    private static async Task<string> CheckAsync(string text)
    {
        var start = new ProcessStartInfo("promtool") { ArgumentList = { "check", "metrics" }, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var promtool = Process.Start(start) ?? throw new InvalidOperationException("'promtool' did not start. Install the package 'prometheus'.");
        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        return await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
    }
}
