namespace Slipway.Policies.Graph.Reading;

/// <summary>What a file tells of a stack.</summary>
/// <param name="LeftOut">Unchanged resources that the file counts and does not show: <c>pulumi preview --json</c> without <c>--show-sames</c>.</param>
/// <param name="IsPlan">False for a state: nothing in it is about to change.</param>
public sealed record GraphReading(ResourceGraph Graph, bool IsPlan, int LeftOut)
{
    /// <summary>The plan with what it leaves out taken from the state it was made on.</summary>
    public GraphReading CompletedFrom(ResourceGraph state)
    {
        var missing = state.Resources.Where(resource => Graph[resource.Urn] is null).ToList();
        return this with { Graph = new ResourceGraph(Graph.Stack, [.. Graph.Resources, .. missing]), LeftOut = Math.Max(0, LeftOut - missing.Count) };
    }
}
