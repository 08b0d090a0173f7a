using System.Diagnostics;
using System.Globalization;
using Slipway.Engine.Planning;
using Slipway.Engine.State;
using Xunit.Abstractions;

namespace Slipway.Engine.Tests.State;

/// <summary>Kills real processes with SIGKILL, at every boundary of what they write and do, and at any moment.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>How many kills at least; from 500 on every boundary of a graph is among them.</summary>
    private static readonly int Wanted = int.Parse(Environment.GetEnvironmentVariable("SLIPWAY_KILLS") ?? "120", CultureInfo.InvariantCulture);

    /// <summary>In memory where there is such a folder: what a killed process wrote lasts there as well, and nothing waits for a disk.</summary>
    private readonly string root = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"slipway-kill-{Guid.NewGuid():n}");
    private int kills;
    private int moments;
    private int settled;
    private int folders;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_run_killed_anywhere_is_made_good_by_the_next()
    {
        var watch = Stopwatch.StartNew();
        var scenarios = new List<Scenario>();
        foreach (var seed in (int[])[0, 1, 2, 3])
        {
            foreach (var version in (int[])[1, 2]) scenarios.Add(await Scenario.PrepareAsync(NewFolder(), seed, version, refresh: version == 2 && seed % 2 == 0));
        }

        var steps = scenarios.SelectMany(scenario => scenario.Steps).ToArray();
        Assert.Equal(Enum.GetValues<StepKind>(), steps.Select(step => step.Kind).Distinct().Order());
        Assert.Contains(steps, step => step is { Kind: StepKind.Delete, Name: Graph.Retained });

        // Of the first graph every boundary, when there are kills enough; of the others evenly spread; and some at any moment.
        var random = new Random(20260101);
        var share = Wanted / 3;
        var planned = Spread(scenarios.Take(2), Wanted * 2 / 3)
            .Concat(Spread(scenarios.Skip(2), share))
            .Concat(Enumerable.Range(0, share).Select(_ => (scenarios[random.Next(scenarios.Count)], 0)))
            .ToArray();
        await Parallel.ForEachAsync(planned, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (kill, _) =>
        {
            await KillAndVerifyAsync(kill.Item1, kill.Item2);
        });

        var report = $"{kills} kills of runs with {scenarios.Sum(scenario => scenario.Boundaries)} boundaries over {scenarios.Count} graphs, {moments} at any moment, {settled} operations settled by hand, {watch.Elapsed.TotalSeconds:0} s";
        output.WriteLine(report);
        Console.WriteLine(report);
        Assert.True(kills >= Wanted, report);
    }

    private static IEnumerable<(Scenario, int Boundary)> Spread(IEnumerable<Scenario> scenarios, int most)
    {
        var all = scenarios.SelectMany(scenario => Enumerable.Range(1, scenario.Boundaries).Select(boundary => (scenario, boundary))).ToArray();
        var count = Math.Min(most, all.Length);
        return Enumerable.Range(0, count).Select(index => all[(int)((long)index * all.Length / count)]);
    }

    private async Task KillAndVerifyAsync(Scenario scenario, int boundary)
    {
        var folder = NewFolder();
        Scenario.Copy(scenario.Folder, folder);
        var killed = await RunAndKillAsync(folder, scenario, boundary);
        var stack = new SandboxStack(folder);
        await SettleAsync();
        // Now and then the run that makes it good is killed as well.
        if (killed && boundary % 5 == 1)
        {
            await RunAndKillAsync(folder, scenario, 1 + (boundary * 7 % 60));
            await SettleAsync();
        }

        await scenario.FinishAsync(stack, $"seed {scenario.Seed}, version {scenario.Version}, boundary {boundary}");

        Directory.Delete(folder, recursive: true);

        async Task SettleAsync() => Interlocked.Add(ref settled, await Scenario.SettleAsync(stack));
    }

    /// <summary>False when the run ended before it was to be killed.</summary>
    private async Task<bool> RunAndKillAsync(string folder, Scenario scenario, int boundary)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "EngineSandbox.dll"), folder, $"{scenario.Seed}", $"{scenario.Version}", $"{boundary}", $"{scenario.Refresh}"])
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        await child.StandardOutput.ReadLineAsync();
        if (boundary == 0)
        {
            await Task.Delay(Random.Shared.Next(400));
            child.Kill();
        }

        await child.WaitForExitAsync();
        if (child.ExitCode != 0 && child.ExitCode != 137) Assert.Fail($"The child failed with {child.ExitCode} (seed {scenario.Seed}, version {scenario.Version}, boundary {boundary}): {await errors}");
        if (child.ExitCode == 0) return false;
        Interlocked.Increment(ref kills);
        if (boundary == 0) Interlocked.Increment(ref moments);
        return true;
    }

    private string NewFolder() => Path.Combine(root, $"{Interlocked.Increment(ref folders)}");
}
