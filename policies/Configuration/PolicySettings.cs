using System.Collections.Immutable;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Configuration;

/// <summary>What one stack says about its policies: the section <c>policies</c> of its configuration.</summary>
public sealed record PolicySettings
{
    public static PolicySettings Default { get; } = new();

    /// <summary>True where the stack says <c>environment: production</c>; a stack's name says nothing.</summary>
    public bool IsProduction { get; init; }

    /// <summary>By rule id; a rule that is not here has its own level.</summary>
    public ImmutableSortedDictionary<string, Level> Levels { get; init; } = ImmutableSortedDictionary.Create<string, Level>(StringComparer.Ordinal);

    /// <summary>The highest level of a finding that says a rule could not be evaluated.</summary>
    public Level Unknown { get; init; } = Level.Advisory;

    /// <summary>Regions that resources may be in; empty where any may.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];

    public ImmutableArray<string> RequiredTags { get; init; } = ["project", "stack", "owner", "cost-centre", "managed-by"];

    /// <summary>What the stack may cost a month; null where it has no ceiling.</summary>
    public decimal? MonthlyBudget { get; init; }

    /// <summary>Assemblies with rules of one's own, relative to the project.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    public ImmutableArray<Exemption> Exemptions { get; init; } = [];

    public Level LevelOf(Rule rule) => Levels.TryGetValue(rule.Id, out var level) ? level : rule.Description.Level;
}
