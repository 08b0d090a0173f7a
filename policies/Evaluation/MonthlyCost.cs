namespace Slipway.Policies.Evaluation;

/// <summary>What the stack would cost a month, as estimated before the evaluation.</summary>
/// <param name="Amount">The sum of what has a price.</param>
/// <param name="Currency">Such as <c>USD</c>.</param>
/// <param name="Unpriced">How many resources have a price that is not known: the sum is at least the amount.</param>
public sealed record MonthlyCost(decimal Amount, string Currency, int Unpriced);
