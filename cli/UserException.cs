namespace Slipway.Cli;

/// <summary>A mistake of the user or a state of the machine: the message is shown alone, without a trace.</summary>
public sealed class UserException(string message, ExitCode exitCode = ExitCode.Usage) : Exception(message)
{
    public ExitCode ExitCode { get; } = exitCode;
}
