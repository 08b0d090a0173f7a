using System.Reflection;
using Slipway.Cli.Live.Local;
using Slipway.Cli.Processes;

namespace Slipway.Cli.Stacks;

/// <summary>The program of <c>infra/</c>, compiled against the offline SDK, and the targets it knows.</summary>
internal static class InfraPlatform
{
    private const string ProgramAssembly = "Slipway.Infra";

    public static Platform Create(TimeProvider time, IProcessRunner processes)
    {
        EngineStack Open(SelectedStack stack) =>
            new(stack, () => EntryPoint.Of(Assembly.Load(ProgramAssembly))(), time);

        return new Platform
        {
            Operations = Open,
            Live = stack => new LocalSystem(Open(stack).ReadOutputsAsync, processes, time),
            Tools = _ => [],
            Ports = _ => [],
        };
    }
}
