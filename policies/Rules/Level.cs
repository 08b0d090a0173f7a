namespace Slipway.Policies.Rules;

/// <summary>What a finding of a rule means for an update.</summary>
public enum Level
{
    Disabled,

    /// <summary>It is told.</summary>
    Advisory,

    /// <summary>The update does not begin.</summary>
    Mandatory,
}
