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
            Tools = stack => IsLocal(stack) ? LocalTools : [],
            // Taken ports are found by the local target's own prerequisites, which know those the stack already has.
            Ports = _ => [],
        };
    }

    private static ImmutableArray<RequiredTool> LocalTools { get; } =
        [.. Prerequisites.Programs.Select(program => new RequiredTool(program.Command, program.Package, program.SearchPath.Length == 0 ? [] : [program.SearchPath]))];

    private static bool IsLocal(SelectedStack stack) =>
        stack.Configuration.Values.GetValueOrDefault("slipway:target") == "local";
}
