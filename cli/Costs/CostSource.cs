using Slipway.Cli.Policies;
using Slipway.Cli.Stacks;
using Slipway.Costs;
using Slipway.Engine.Planning;
using Slipway.Policies.Graph;
using Slipway.Policies.Graph.Reading;

namespace Slipway.Cli.Costs;

/// <summary>Estimates from what there is: a plan of ours, one of the pulumi CLI, or a state.</summary>
internal static class CostSource
{
    public static CostResult Of(Plan plan, CostSettings settings) => Of(new GraphReading(PlanGraph.Of(plan), IsPlan: true, 0), settings, plan.Stack);

    /// <exception cref="UserException">A file cannot be read, or is of another stack.</exception>
    /// <param name="base">A plan of before the change, to compare with in place of what the plan itself says.</param>
    public static CostResult OfFiles(string? plan, string? state, string? @base, SelectedStack stack, CostSettings settings)
    {
        try
        {
            var stored = state is null ? null : GraphFile.Read(state);
            var reading = plan is null ? stored! : stored is null ? GraphFile.Read(plan) : GraphFile.Read(plan).CompletedFrom(stored.Graph);
            if (@base is not null) reading = reading with { Graph = PlanDifference.Of(GraphFile.Read(@base).Graph, reading.Graph) };
            if (reading.Graph.Stack.Length > 0 && reading.Graph.Stack != stack.Name)
                throw new UserException($"'{plan ?? state}' is of stack '{reading.Graph.Stack}', and --stack says '{stack.Name}': its settings are read from Pulumi.{stack.Name}.yaml. Give --stack {reading.Graph.Stack}.");
            return Of(reading, settings, stack.Name);
        }
        catch (GraphFormatException exception)
        {
            throw new UserException(exception.Message);
        }
    }

    private static CostResult Of(GraphReading reading, CostSettings settings, string stack)
    {
        // A file without resources does not say whose it is.
        var graph = reading.Graph.Stack.Length > 0 ? reading.Graph : new ResourceGraph(stack, reading.Graph.Resources);
        var estimator = settings.Estimator;
        if (!reading.IsPlan) return new CostResult(estimator.Estimate(graph), null, settings, reading.LeftOut);
        var comparison = estimator.Compare(graph);
        return new CostResult(comparison.After, comparison, settings, reading.LeftOut);
    }
}
