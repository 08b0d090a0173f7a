using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Cli.Reports;

/// <summary>A resource that would change, and which of its inputs.</summary>
internal sealed record ReportedChange(string Name, string Type, GraphStep Step, ImmutableArray<string> Inputs)
{
    /// <summary>The resources of a plan that do not stay as they are.</summary>
    public static ImmutableArray<ReportedChange> Of(ResourceGraph plan) =>
    [
        .. plan.Resources.Where(resource => resource.Step is not (GraphStep.Same or GraphStep.Read))
            .Select(resource => new ReportedChange(resource.Name, resource.Type, resource.Step, Changed(resource)))
            .OrderBy(change => change.Step switch { GraphStep.Delete => 0, GraphStep.Replace => 1, GraphStep.Update => 2, _ => 3 })
            .ThenBy(change => change.Name, StringComparer.Ordinal).ThenBy(change => change.Type, StringComparer.Ordinal),
    ];

    private static ImmutableArray<string> Changed(GraphResource resource) =>
        resource.Step is GraphStep.Update or GraphStep.Replace && resource.InputsBefore is { } before
            ? [.. before.Entries.Concat(resource.Inputs.Entries).Select(entry => entry.Key).Distinct().Where(name => !Equals(before[name], resource.Inputs[name])).Order(StringComparer.Ordinal)]
            : [];
}
