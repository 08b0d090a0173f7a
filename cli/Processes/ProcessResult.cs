namespace Slipway.Cli.Processes;

/// <param name="Output">Both streams, in the order the lines came.</param>
public sealed record ProcessResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
