using System.Collections.Immutable;

namespace Slipway.Infra.Components;

/// <summary>What everything that can carry tags or labels is marked with, so that a bill or a page can be traced to its owner.</summary>
public sealed record Labels(string Project, string Stack, string Owner, string CostCentre)
{
    /// <summary>Named for clouds: <c>project</c>, <c>stack</c>, <c>owner</c>, <c>cost-centre</c>, <c>managed-by</c>.</summary>
    public ImmutableSortedDictionary<string, string> All { get; } = ImmutableSortedDictionary<string, string>.Empty
        .Add("project", Project)
        .Add("stack", Stack)
        .Add("owner", Owner)
        .Add("cost-centre", CostCentre)
        .Add("managed-by", "slipway");
}
