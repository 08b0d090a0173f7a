using System.Collections.Immutable;
using Slipway.Cli.Costs;
using Slipway.Cli.Stacks;
using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Rules;

namespace Slipway.Cli.Policies;

/// <summary>The rules of a stack, with what its configuration says of them; made before anything is planned, so that its mistakes are told first.</summary>
internal sealed class PolicyCheck
{
    private readonly PolicySettings _settings;
    private readonly CostSettings _costs;
    private readonly TimeProvider _time;

    private PolicyCheck(ImmutableArray<Rule> rules, PolicySettings settings, CostSettings costs, TimeProvider time) =>
        (Rules, _settings, _costs, _time) = (rules, settings with { MonthlyBudget = settings.MonthlyBudget ?? costs.Budget }, costs, time);

    public ImmutableArray<Rule> Rules { get; }

    /// <exception cref="UserException">The section has mistakes, or rules of one's own cannot be loaded; all problems at once.</exception>
    public static PolicyCheck Of(SelectedStack stack, TimeProvider time)
    {
        var key = $"{stack.Project.Name}:policies";
        var reader = new PolicySettingsReader(key);
        var settings = reader.Read(stack.Setting("policies"));
        var problems = new List<string>();
        var rules = BuiltInRules.All;
        foreach (var file in settings.Rules)
        {
            try
            {
                rules = [.. rules, .. RuleAssembly.Load(Path.GetFullPath(file, stack.Project.Folder))];
            }
            catch (RuleAssemblyException error)
            {
                problems.Add($"{key}.rules: {error.Message}");
            }
        }

        problems.AddRange(rules.GroupBy(rule => rule.Id).Where(group => group.Count() > 1).Select(group => $"{key}.rules: the rule '{group.Key}' is there {group.Count()} times. Give yours another class name"));
        // Without all the rules, a name of theirs would be called unknown.
        if (problems.Count == 0) reader.CheckRules(settings, [.. rules.Select(rule => rule.Id)]);
        problems.InsertRange(0, reader.Problems);
        if (problems.Count == 0) return new PolicyCheck(rules, settings, CostSettings.Read(stack.Name, stack.Configuration), time);
        var name = Path.GetFileName(stack.Project.StackFile(stack.Name));
        throw new UserException($"{name} has {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")} with its policies:\n{string.Join('\n', problems.Select(problem => $"  {problem}"))}");
    }

    public PolicyReport Run(ResourceGraph graph) => PolicyEvaluation.Run(Rules, graph, _settings, new EvaluationFacts
    {
        Today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime),
        MonthlyCost = CostOf(graph),
    });

    // A stack on machines that are there has no cost to hold against a budget.
    private MonthlyCost? CostOf(ResourceGraph graph)
    {
        var estimate = _costs.Estimator.Estimate(graph);
        return estimate.IsNotPriced ? null : new MonthlyCost(estimate.Usd, "USD", estimate.Resources.Count(resource => resource.Unknown.Any()) + estimate.UnknownTypes.Values.Sum());
    }
}
