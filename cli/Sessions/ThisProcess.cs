using System.Text;
using Slipway.Cli.Processes;

namespace Slipway.Cli.Sessions;

/// <summary>The session of the process itself: its streams, environment and clock.</summary>
internal static class ThisProcess
{
    // A file or pipe has no width: nothing is wrapped, so that lines can be searched.
    private const int Unbounded = 10_000;

    public static Session Session()
    {
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var colour = string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";
        return new Session
        {
            Output = Open(Console.OpenStandardOutput(), !Console.IsOutputRedirected, colour),
            Error = Open(Console.OpenStandardError(), !Console.IsErrorRedirected, colour),
            Input = Console.IsInputRedirected || Console.IsErrorRedirected ? null : Console.In,
            StandardInput = () => Console.In,
            Time = TimeProvider.System,
            Processes = new ProcessRunner(),
            WorkingDirectory = Environment.CurrentDirectory,
            Environment = environment,
        };
    }

    private static Terminal Open(Stream stream, bool isTerminal, bool colour)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };
        return Terminal.Open(writer, isTerminal && colour, isTerminal ? () => Math.Max(Console.WindowWidth, 20) : () => Unbounded);
    }
}
