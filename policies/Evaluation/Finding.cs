using Slipway.Policies.Rules;

namespace Slipway.Policies.Evaluation;

/// <summary>What a rule, or the evaluation itself, has to say about one resource.</summary>
public sealed record Finding
{
    public required FindingKind Kind { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    public required Severity Severity { get; init; }

    public required Level Level { get; init; }

    /// <summary>URN of the resource; that of the stack when the whole is meant.</summary>
    public required string Urn { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>What is so, with the value found and the value wanted.</summary>
    public required string Problem { get; init; }

    /// <summary>The shortest way to put it right; empty when there is none but to wait.</summary>
    public string Fix { get; init; } = "";

    /// <summary>One line: the resource, what was found, what was wanted, what to do.</summary>
    public string Message => Fix.Length == 0 ? $"{Name} ({Type}): {Problem}." : $"{Name} ({Type}): {Problem}. {Fix}.";
}
