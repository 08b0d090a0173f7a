using Slipway.Policies.Graph;

namespace Slipway.Cli.Policies;

/// <summary>
/// What a change of the program does, from a plan of before and one of after: where there is no state to compare with, such
/// as in a pull request from a fork.
/// </summary>
internal static class PlanDifference
{
    public static ResourceGraph Of(ResourceGraph before, ResourceGraph after)
    {
        var (was, will) = (before.After(), after.After());
        return new ResourceGraph(after.Stack,
        [
            .. will.Resources.Select(resource => Compared(was[resource.Urn], resource)),
            .. was.Resources.Where(resource => will[resource.Urn] is null).Select(resource => resource with { Step = GraphStep.Delete, InputsBefore = resource.Inputs }),
        ]);
    }

    private static GraphResource Compared(GraphResource? before, GraphResource after) =>
        before is null ? after with { Step = GraphStep.Create, InputsBefore = null }
        : after with { Step = before.Inputs.Equals(after.Inputs) ? GraphStep.Same : GraphStep.Update, InputsBefore = before.Inputs };
}
