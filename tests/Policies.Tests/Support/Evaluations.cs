using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Tests.Support;

/// <summary>Evaluations with every rule of Slipway, on a day that stays the same.</summary>
internal static class Evaluations
{
    public static EvaluationFacts Facts { get; } = new() { Today = new DateOnly(2026, 12, 1) };

    public static PolicySettings Production { get; } = PolicySettings.Default with { IsProduction = true };

    public static PolicySettings SettingsOf(RepositoryStack stack)
    {
        var reader = new PolicySettingsReader("slipway:policies");
        var settings = reader.Read(stack.Configuration.Values.GetValueOrDefault("slipway:policies"));
        reader.CheckRules(settings, [.. BuiltInRules.All.Select(rule => rule.Id)]);
        Assert.Empty(reader.Problems);
        return settings;
    }

    public static PolicyReport Of(ResourceGraph graph, PolicySettings settings) => PolicyEvaluation.Run(BuiltInRules.All, graph, settings, Facts);
}
