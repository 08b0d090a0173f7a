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
            var stored = state is null ? null : Read(state, stack.Name);
            if (stored is { IsPlan: true }) throw new UserException($"--state names '{state}', which is a preview. Give it as --plan.");
            if (plan is null) return Of(stored!, settings, stack.Name);
            var planned = Planned("--plan", plan, stack.Name);
            if (stored is not null) planned = planned.CompletedFrom(stored.Graph);
            if (@base is not null) planned = planned with { Graph = PlanDifference.Of(Planned("--base", @base, stack.Name).Graph, planned.Graph) };
            return Of(planned, settings, stack.Name);
        }
        catch (GraphFormatException exception)
        {
            throw new UserException(exception.Message);
        }
    }

    private static GraphReading Planned(string option, string file, string stack) =>
        Read(file, stack) is { IsPlan: true } plan ? plan : throw new UserException($"{option} names '{file}', which is a state, expected a preview.");

    private static GraphReading Read(string file, string stack)
    {
        var reading = GraphFile.Read(file);
        return reading.Graph.Stack.Length == 0 || reading.Graph.Stack == stack ? reading
            : throw new UserException($"'{file}' is of stack '{reading.Graph.Stack}', and --stack says '{stack}': its settings are read from Pulumi.{stack}.yaml. Give --stack {reading.Graph.Stack}.");
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
