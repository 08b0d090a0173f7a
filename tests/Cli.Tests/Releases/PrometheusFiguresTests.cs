using System.Globalization;
using Slipway.Cli.Releases;
using Slipway.Servers;

namespace Slipway.Cli.Tests.Releases;

/// <summary>
/// What is read from a real Prometheus. Blue answers ten requests a second, all well and fast; half way through, green takes over with
/// twenty, of which a quarter fails and most take between half a second and one. Event streams last long and are cut with 502.
/// </summary>
public sealed class PrometheusFiguresTests : IAsyncLifetime, IDisposable
{
    private const int Minutes = 4;

    private static readonly DateTimeOffset Began = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds());
    private static readonly DateTimeOffset Switched = Began.AddMinutes(Minutes / 2.0);
    private static readonly DateTimeOffset Ended = Began.AddMinutes(Minutes);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new();
    private PrometheusServer _prometheus = null!;

    public async Task InitializeAsync() => _prometheus = await PrometheusServer.StartAsync(
    [
        .. Samples("blue", "/orders", "200", perSecond: seconds => seconds < Minutes * 30 ? 10 : 0, le: "0.05"),
        .. Samples("green", "/orders", "200", perSecond: seconds => seconds < Minutes * 30 ? 0 : 15, le: "1"),
        .. Samples("green", "/orders", "503", perSecond: seconds => seconds < Minutes * 30 ? 0 : 5, le: "0.05"),
        .. Samples("green", "/orders/events/{id}", "502", perSecond: _ => 50, le: "30"),
    ]);

    public async Task DisposeAsync() => await _prometheus.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Requests_errors_and_durations_are_those_of_the_slot_within_the_window()
    {
        var green = (await ReadAsync("green", Ended))!;

        Assert.InRange(green.Requests, 1150, 1250);
        Assert.InRange(green.ErrorPercent, 24, 26);
        Assert.InRange(green.P95!.Value, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_version_before_is_read_as_it_was_before_the_switch()
    {
        var before = (await ReadAsync("blue", Switched))!;
        var after = (await ReadAsync("blue", Ended))!;

        Assert.InRange(before.Requests, 575, 625);
        Assert.Equal(0, before.ErrorPercent);
        Assert.True(before.P95 <= TimeSpan.FromSeconds(0.05), $"{before.P95}");
        Assert.Equal(0, after.Requests);
        Assert.Null(after.P95);
    }

    [Fact]
    public async Task Streams_are_left_out_because_they_would_tell_of_other_things()
    {
        var withStreams = (await new PrometheusFigures(_http, _prometheus.Address).ReadAsync("shop", "green", [], Ended, Minute, CancellationToken.None))!;

        Assert.InRange(withStreams.Requests, 4100, 4300);
        Assert.True(withStreams.P95 > TimeSpan.FromSeconds(1), $"{withStreams.P95}");
    }

    [Fact]
    public async Task A_slot_that_has_had_no_request_has_none()
    {
        var nobody = (await new PrometheusFigures(_http, _prometheus.Address).ReadAsync("orders", "green", [], Ended, Minute, CancellationToken.None))!;

        Assert.Equal((0.0, 0.0, null), (nobody.Requests, nobody.ErrorPercent, nobody.P95));
    }

    [Fact]
    public async Task Without_Prometheus_there_are_no_figures_rather_than_good_ones()
    {
        var nobody = new Uri($"http://127.0.0.1:{FreePort.Find()}/");

        Assert.Null(await new PrometheusFigures(_http, nobody).ReadAsync("shop", "green", [], Ended, Minute, CancellationToken.None));
    }

    private Task<Infra.Releases.SlotFigures?> ReadAsync(string slot, DateTimeOffset at) =>
        new PrometheusFigures(_http, _prometheus.Address).ReadAsync("shop", slot, ["/orders/events/"], at, Minute, CancellationToken.None);

    /// <summary>A histogram as services publish it, looked at every five seconds.</summary>
    private static IEnumerable<string> Samples(string slot, string route, string status, Func<int, int> perSecond, string le)
    {
        var labels = $"workload=\"shop\",slot=\"{slot}\",http_route=\"{route}\",http_response_status_code=\"{status}\"";
        var bounds = (string[])["0.05", "0.5", "1", "30", "+Inf"];
        var total = 0;
        var counted = new List<(int Second, int Total)>();
        for (var second = 0; second <= Minutes * 60; second++)
        {
            if (second % 5 == 0) counted.Add((second, total));
            total += perSecond(second);
        }

        foreach (var bound in bounds)
        {
            var holds = Array.IndexOf(bounds, bound) >= Array.IndexOf(bounds, le);
            foreach (var (second, count) in counted)
                yield return Sample($"http_server_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}}", holds ? count : 0, second);
        }

        foreach (var (second, count) in counted) yield return Sample($"http_server_request_duration_seconds_count{{{labels}}}", count, second);
    }

    private static string Sample(string series, int value, int second) =>
        string.Create(CultureInfo.InvariantCulture, $"{series} {value} {Began.AddSeconds(second).ToUnixTimeSeconds()}");
}
