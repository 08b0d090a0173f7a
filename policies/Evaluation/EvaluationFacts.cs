namespace Slipway.Policies.Evaluation;

/// <summary>What an evaluation is told beside the graph and the stack's settings.</summary>
public sealed record EvaluationFacts
{
    /// <summary>The day by which exemptions are judged.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Null when nobody estimated it.</summary>
    public MonthlyCost? MonthlyCost { get; init; }

    /// <summary>What the stack may cost a month; null where it has no ceiling.</summary>
    public decimal? MonthlyBudget { get; init; }
}
