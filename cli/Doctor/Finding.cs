namespace Slipway.Cli.Doctor;

public enum FindingState
{
    Ok,

    /// <summary>Works, with something worth knowing.</summary>
    Warning,

    /// <summary>A stack cannot be brought up like this.</summary>
    Missing,
}

/// <summary>What one look at the machine found.</summary>
/// <param name="Advice">What to do; empty when all is well.</param>
public sealed record Finding(string Subject, FindingState State, string Detail, string Advice = "");
