namespace Slipway.Policies.Evaluation;

public enum FindingKind
{
    /// <summary>The rule does not hold.</summary>
    Violation,

    /// <summary>Whether it holds could not be told: a value is not known yet, is secret, or is not what the provider documents.</summary>
    CouldNotEvaluate,

    /// <summary>An exemption is past its date; what it excused is found again as well.</summary>
    ExpiredExemption,
}
