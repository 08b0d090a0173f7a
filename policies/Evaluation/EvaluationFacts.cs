namespace Slipway.Policies.Evaluation;

/// <summary>What an evaluation is told beside the graph and the stack's settings.</summary>
public sealed record EvaluationFacts
{
    /// <summary>The day by which exemptions are judged.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Null when nobody estimated it.</summary>
    public MonthlyCost? MonthlyCost { get; init; }
}
