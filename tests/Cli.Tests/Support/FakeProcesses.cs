using Slipway.Cli.Processes;

namespace Slipway.Cli.Tests.Support;

/// <summary>Answers for other programs, and remembers what was asked of them.</summary>
internal sealed class FakeProcesses : IProcessRunner
{
    public List<CommandLine> Commands { get; } = [];

    public Func<CommandLine, ProcessResult> Answer { get; set; } = command => command.File switch
    {
        "dotnet" => new ProcessResult(0, "10.0.401\n"),
        "node" => new ProcessResult(0, "v22.11.0\n"),
        "npm" => new ProcessResult(0, "10.9.0\n"),
        _ => new ProcessResult(0, ""),
    };

    public Task<ProcessResult> RunAsync(CommandLine command, Action<string>? onLine, CancellationToken cancellationToken)
    {
        Commands.Add(command);
        var result = Answer(command);
        foreach (var line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) onLine?.Invoke(line);
        return Task.FromResult(result);
    }
}
