using System.Collections.Immutable;
using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Rules;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

/// <summary>Resources that a rule lets pass, the same with a mistake, and what it says of them.</summary>
public sealed record RuleCase
{
    public required Rule Rule { get; init; }

    /// <summary>Which kind of resource the case is about, where a rule has several.</summary>
    public required string About { get; init; }

    public required ImmutableArray<GraphResource> Passing { get; init; }

    public required ImmutableArray<GraphResource> Failing { get; init; }

    public required string Message { get; init; }

    public PolicySettings Settings { get; init; } = PolicySettings.Default with { IsProduction = true };

    public EvaluationFacts PassingFacts { get; init; } = Evaluations.Facts;

    public EvaluationFacts FailingFacts { get; init; } = Evaluations.Facts;

    public override string ToString() => $"{Rule.Id}, {About}";
}
