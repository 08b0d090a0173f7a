using Slipway.Cli.Processes;

namespace Slipway.Cli.Sessions;

/// <summary>One run of the command line: the screens, the clock and the machine around it.</summary>
public sealed record Session
{
    /// <summary>Results.</summary>
    public required Terminal Output { get; init; }

    /// <summary>Progress, questions and errors.</summary>
    public required Terminal Error { get; init; }

    /// <summary>Where answers come from; null when nobody is there to answer.</summary>
    public TextReader? Input { get; init; }

    /// <summary>What is piped into the process.</summary>
    public Func<TextReader> StandardInput { get; init; } = () => TextReader.Null;

    public required TimeProvider Time { get; init; }

    public required IProcessRunner Processes { get; init; }

    public required string WorkingDirectory { get; init; }

    public required Func<string, string?> Environment { get; init; }

    /// <summary>True when someone sits at a terminal.</summary>
    public bool CanAsk => Input is not null;

    /// <summary>Asks a yes-or-no question; anything but yes is no.</summary>
    /// <param name="advice">What to do where nobody can be asked.</param>
    public bool Confirm(string question, string advice)
    {
        if (Input is null) throw new UserException($"there is no terminal to ask \"{question}\" on: {advice}.");
        Error.Write($"{question} [y/N] ");
        return Input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
