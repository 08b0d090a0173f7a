namespace Slipway.Engine;

/// <summary>What a person found out about an operation whose end the engine does not know.</summary>
public enum SettledOutcome
{
    /// <summary>It was carried out: the resource was made, changed, or is gone.</summary>
    Done,

    /// <summary>It was not carried out: all is as before.</summary>
    NotDone,
}
