namespace Slipway.Cli;

/// <summary>What the process says to the script that called it.</summary>
public enum ExitCode
{
    Done = 0,
    Failed = 1,

    /// <summary>Wrong usage or configuration: nothing was attempted.</summary>
    Usage = 2,

    /// <summary>A policy forbids the change.</summary>
    Policy = 3,

    /// <summary>The plan no longer fits, or another update holds the stack.</summary>
    Conflict = 4,

    /// <summary>The change failed and what was before is back.</summary>
    RolledBack = 5,
}
