namespace Slipway.Policies.Rules;

/// <summary>How bad it is when a rule does not hold; what is done about it is the <see cref="Level"/>.</summary>
public enum Severity
{
    Low,
    Medium,
    High,
    Critical,
}
