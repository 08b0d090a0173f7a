using System.Diagnostics;
using System.Net;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests;

/// <summary>A release, one that fails and a way back, while requests come in: nothing is lost, and what was live is not touched.</summary>
[Collection("checkout")]
public sealed class ReleaseTests(Checkout checkout)
{
    private const string Rollout = "  slipway:rollout:\n    bake: 3s\n    patience: 0s\n    probeEvery: 300ms\n    warmUp: 500ms\n";

    [Fact]
    public async Task A_release_a_failed_one_and_a_rollback_lose_no_request_and_restart_nothing()
    {
        var stack = checkout.AddStack("released", "apps/Portfolio/score.yaml", Rollout);
        Describe("RELEASE", "1");
        (await stack.SlipwayAsync("up", "--yes")).Succeeded();
        await using var load = new Load(stack);

        Describe("RELEASE", "2");
        var preview = (await stack.SlipwayAsync("preview")).Succeeded();
        var blue = await PidAsync(stack, "portfolio-blue-api");
        (await stack.SlipwayAsync("up", "--yes")).Succeeded();

        Assert.Matches("Release portfolio: blue [0-9a-f]{12} → green [0-9a-f]{12}, instant", preview.Output);
        Assert.Equal(("green", 100), await LiveAsync(stack));
        Assert.Equal(blue, await PidAsync(stack, "portfolio-blue-api"));

        var green = await PidAsync(stack, "portfolio-green-api");
        Describe("Database__Port", "none");
        var failed = await stack.SlipwayAsync("up", "--yes");

        Assert.True(failed.ExitCode == 5, $"exit code {failed.ExitCode}\n{failed.Error}");
        Assert.Contains("was taken back", failed.Error);
        Assert.Equal(("green", 100), await LiveAsync(stack));
        Assert.Equal(green, await PidAsync(stack, "portfolio-green-api"));

        var again = (await stack.SlipwayAsync("up", "--yes")).Succeeded();
        Assert.Contains("is not released again by itself", again.Output);

        Describe("RELEASE", "3");
        (await stack.SlipwayAsync("up", "--yes")).Succeeded();
        Assert.Equal(("blue", 100), await LiveAsync(stack));
        (await stack.SlipwayAsync("release", "rollback", "portfolio")).Succeeded();

        Assert.Equal(("green", 100), await LiveAsync(stack));
        Assert.Equal(green, await PidAsync(stack, "portfolio-green-api"));
        Assert.Empty(await load.EndAsync());
        (await stack.SlipwayAsync("destroy", "--yes")).Succeeded();
    }

    [Fact]
    public async Task A_driver_that_is_killed_leaves_a_release_that_the_next_one_ends()
    {
        var stack = checkout.AddStack("orphaned", "apps/Portfolio/score.yaml", Rollout.Replace("bake: 3s", "bake: 300s", StringComparison.Ordinal));
        Describe("RELEASE", "1", "orphaned");
        (await stack.SlipwayAsync("up", "--yes")).Succeeded();
        Describe("RELEASE", "2", "orphaned");

        using (var driver = Process.Start(new ProcessStartInfo(Path.Combine(checkout.Folder, "slipway"), ["up", "--yes", "--stack", "orphaned"]) { WorkingDirectory = checkout.Folder, RedirectStandardError = true, RedirectStandardOutput = true })!)
        {
            var said = new List<string>();
            while (await driver.StandardError.ReadLineAsync() is { } line && !line.Contains("watched for", StringComparison.Ordinal))
                said.Add(line);
            Assert.False(driver.HasExited, string.Join('\n', said));
            driver.Kill();
            await driver.WaitForExitAsync();
        }

        var status = (await stack.SlipwayAsync("release", "status", "portfolio", "--json")).Succeeded().Json["releases"]![0]!;
        Assert.True((string)status["phase"]! == "baking", status.ToString());
        (await stack.SlipwayAsync("release", "abort", "portfolio")).Succeeded();

        Assert.Equal(("blue", 100), await LiveAsync(stack));
        (await stack.SlipwayAsync("destroy", "--yes")).Succeeded();
    }

    private void Describe(string variable, string value, string stack = "released") =>
        checkout.Write($"apps/Portfolio/score.{stack}.yaml", $"containers:\n  api:\n    variables:\n      {variable}: \"{value}\"\n");

    private static async Task<int> PidAsync(Stack stack, string service) => (int)(await stack.ServicesAsync())[service]["pid"]!;

    private static async Task<(string Slot, int Share)> LiveAsync(Stack stack)
    {
        var release = (JObject)(await stack.SlipwayAsync("release", "status", "portfolio", "--json")).Succeeded().Json["releases"]![0]!;
        Assert.True((bool)release["readFromRouter"]!);
        return release["slots"]!.Select(slot => ((string)slot["slot"]!, (int)slot["share"]!)).MaxBy(slot => slot.Item2);
    }

    /// <summary>Asks all the time, and keeps what was not answered well.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ended = new();
        private readonly Task<List<string>> _asking;

        public Load(Stack stack) => _asking = Task.Run(async () =>
        {
            var failures = new List<string>();
            while (!_ended.IsCancellationRequested)
            {
                try
                {
                    using var answer = await stack.SendAsync(HttpMethod.Get, "portfolio", "/insights");
                    if (answer.StatusCode != HttpStatusCode.OK) failures.Add($"status {(int)answer.StatusCode}");
                }
                catch (HttpRequestException exception)
                {
                    failures.Add(exception.Message);
                }
                await Task.Delay(10);
            }
            return failures;
        });

        public async Task<IReadOnlyList<string>> EndAsync()
        {
            await _ended.CancelAsync();
            return await _asking;
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            _ended.Dispose();
        }
    }
}
