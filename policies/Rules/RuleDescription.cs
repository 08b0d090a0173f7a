using System.Collections.Immutable;

namespace Slipway.Policies.Rules;

/// <summary>What a rule is about, for whoever reads a finding or the list of rules.</summary>
public sealed record RuleDescription
{
    /// <summary>What holds where the rule does: <c>A database has no public address</c>.</summary>
    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The level where a stack sets none.</summary>
    public Level Level { get; init; } = Level.Mandatory;

    /// <summary>True for a rule that only speaks where the stack's settings say <c>environment: production</c>.</summary>
    public bool ProductionOnly { get; init; }

    /// <summary>The targets it has something to say about.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>What happens where it does not hold.</summary>
    public required string Reason { get; init; }

    /// <summary>Where one reads on.</summary>
    public required string Link { get; init; }
}
