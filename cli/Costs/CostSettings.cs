using Slipway.Cli.Projects;
using Slipway.Costs;
using Slipway.Costs.Prices;
using Slipway.Costs.Usage;

namespace Slipway.Cli.Costs;

/// <summary>What a stack's configuration says of costs: assumptions and budget.</summary>
/// <param name="Region">Where default providers make resources, by the provider's own setting.</param>
internal sealed record CostSettings(UsageAssumptions Usage, decimal? Budget, string? Region)
{
    public CostEstimator Estimator => new(PriceTable.Default, Usage, Region);

    /// <exception cref="UserException">Something is wrong; the message names every problem.</exception>
    public static CostSettings Read(string stack, StackConfiguration configuration)
    {
        var (usage, problems) = UsageReader.Read(configuration.Values.GetValueOrDefault(UsageReader.Key), PriceTable.Default);
        var (budget, problem) = Slipway.Costs.Budget.Read(configuration.Values.GetValueOrDefault(Slipway.Costs.Budget.Key));
        string[] all = problem is null ? [.. problems] : [.. problems, problem];
        return all.Length == 0
            ? new(usage, budget, configuration.Values.GetValueOrDefault("aws:region") ?? configuration.Values.GetValueOrDefault("azure:location"))
            : throw new UserException($"The configuration of stack '{stack}' (Pulumi.{stack}.yaml) has {(all.Length == 1 ? "a problem" : $"{all.Length} problems")}:\n{string.Join('\n', all.Select(line => $"  {line}"))}");
    }
}
