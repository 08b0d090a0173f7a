using System.Collections.Immutable;
using Slipway.Cli.Projects;
using Slipway.Engine.State;

namespace Slipway.Cli.Stacks;

/// <summary>A stack of the project: configured, stored, or both.</summary>
/// <param name="Stored">Null for one that was never updated here.</param>
public sealed record KnownStack(string Name, bool IsConfigured, StoredStack? Stored)
{
    public static ImmutableArray<KnownStack> List(Project project)
    {
        var configured = project.ListStacks();
        var stored = FileStateStore.ListStacks(Path.Combine(project.StateFolder, "state"))
            .Where(stack => stack.Project == project.Name)
            .ToDictionary(stack => stack.Stack, StringComparer.Ordinal);
        return
        [
            .. configured.Union(stored.Keys).Order(StringComparer.Ordinal)
                .Select(name => new KnownStack(name, configured.Contains(name), stored.GetValueOrDefault(name))),
        ];
    }
}
