using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Benchmarks.Engine;

/// <summary>What the measured process does: what `slipway up` and `slipway preview` do, with their state on disk.</summary>
internal static class PairsRun
{
    public static async Task<int> RunAsync(string what, int resources, string folder)
    {
        var engine = new StackEngine(new StackContext
        {
            Project = "pairs",
            Stack = "dev",
            State = new FileStateStore(folder, "pairs", "dev"),
            Secrets = new PassphraseSecrets("none is needed"),
            Providers = ProviderRegistry.Default.With("memory", new MemoryProvider()),
        });
        PulumiProgram program = () => Pairs.RunAsync(resources);
        var options = new UpdateOptions();
        var plan = await engine.PreviewAsync(program, options, static _ => { }, CancellationToken.None);
        if (what == "up") await engine.UpAsync(program, plan, options, static _ => { }, CancellationToken.None);

        // A run that did something else than it should is not worth a number.
        var wanted = what == "up" ? StepKind.Create : StepKind.Same;
        var steps = plan.Steps.Count(step => step.Kind == wanted && step.Custom);
        if (steps != resources || plan.Failed)
        {
            Console.Error.WriteLine($"{what}: {steps} steps '{wanted}' where {resources} were expected. {string.Join(' ', plan.Problems)}");
            return 1;
        }

        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Machine.PeakMemoryOfThisProcess()} {(long)Environment.CpuUsage.TotalTime.TotalMilliseconds}"));
        return 0;
    }
}
