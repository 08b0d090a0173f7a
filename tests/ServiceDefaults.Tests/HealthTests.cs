using System.Diagnostics;
using System.Net;

namespace Slipway.ServiceDefaults.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Liveness_asks_nobody_else()
    {
        await using var sample = await RunningSample.StartAsync(RunningSample.Define().WithCheck("broken", (_, _) => throw new InvalidOperationException("down")));

        using var live = await sample.Client.GetAsync("/health/live");
        using var ready = await sample.Client.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("""{"status":"unhealthy","version":"1.0.0","checks":{"broken":"error"}}""", await ready.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Checks_run_side_by_side_and_none_holds_up_the_answer()
    {
        var service = RunningSample.Define()
            .WithCheck("fine", (_, _) => Task.CompletedTask)
            .WithCheck("hangs", (_, token) => Task.Delay(Timeout.Infinite, token))
            .WithCheck("ignores_its_token", (_, _) => Task.Delay(TimeSpan.FromSeconds(20), CancellationToken.None));
        await using var sample = await RunningSample.StartAsync(service);
        var watch = Stopwatch.StartNew();

        var report = await sample.GetAsync("/health/ready");

        Assert.Equal("""{"fine":"ok","hangs":"error","ignores_its_token":"error"}""", report.GetProperty("checks").GetRawText());
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.9, 3.5);
    }

    [Fact]
    public async Task A_check_runs_once_a_second_however_often_it_is_asked()
    {
        var asked = 0;
        await using var sample = await RunningSample.StartAsync(RunningSample.Define().WithCheck("counted", (_, _) =>
        {
            Interlocked.Increment(ref asked);
            return Task.CompletedTask;
        }));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sample.GetAsync("/health/ready")));

        Assert.InRange(asked, 1, 2);
    }

    [Fact]
    public async Task Stopping_finishes_the_request_in_flight()
    {
        await using var sample = await RunningSample.StartAsync();
        var slow = sample.Client.GetAsync("/slow");
        await Task.Delay(200);

        await sample.App.StopAsync();

        using var answer = await slow;
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
