using System.Collections.Immutable;
using Slipway.Cli.Live.Local;
using Slipway.Cli.Processes;
using Slipway.Cli.Tools;
using Slipway.Infra.Components.Local;
using Slipway.Infra.Stacks;

namespace Slipway.Cli.Stacks;

/// <summary>The program of <c>infra/</c>, compiled against the offline SDK, and the targets it knows.</summary>
internal static class InfraPlatform
{
    public static Platform Create(TimeProvider time, IProcessRunner processes)
    {
        EngineStack Open(SelectedStack stack) =>
            new(stack, () => EntryPoint.Of(typeof(PlatformStack).Assembly)(), time);

        return new Platform
        {
            Operations = Open,
            Live = stack => new LocalSystem(Open(stack).ReadOutputsAsync, processes, time),
            DrivesReleases = IsLocal,
            Tools = stack => IsLocal(stack) ? LocalTools : [],
            Ports = stack => IsLocal(stack) ? [.. Enumerable.Range(BasePort(stack), PortPlan.Size)] : [],
        };
    }

    private static ImmutableArray<RequiredTool> LocalTools { get; } =
        [.. Prerequisites.Programs.Select(program => new RequiredTool(program.Command, program.Package, program.SearchPath.Length == 0 ? [] : [program.SearchPath]))];

    // A base port that is no number is refused by the program; here it only means that there is nothing to look at.
    private static int BasePort(SelectedStack stack) =>
        int.TryParse(stack.Configuration.Values.GetValueOrDefault("slipway:basePort"), out var port) ? port : LocalSection.DefaultBasePort;

    private static bool IsLocal(SelectedStack stack) =>
        stack.Configuration.Values.GetValueOrDefault("slipway:target") == "local";
}
