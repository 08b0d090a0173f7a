namespace Slipway.Cli.Processes;

/// <summary>Starts other programs. Tests answer in their place.</summary>
public interface IProcessRunner
{
    /// <summary>Runs to the end. A program that is not there gives exit code 127, as a shell does.</summary>
    Task<ProcessResult> RunAsync(CommandLine command, Action<string>? onLine, CancellationToken cancellationToken);
}
