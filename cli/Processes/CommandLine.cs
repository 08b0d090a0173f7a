using System.Collections.Immutable;

namespace Slipway.Cli.Processes;

/// <summary>A program and its arguments, as a value.</summary>
/// <param name="Interactive">True when it may ask the user something (a password): it then gets the terminal's input.</param>
public sealed record CommandLine(string File, ImmutableArray<string> Arguments, bool Interactive = false)
{
    /// <summary>As one would type it in a shell.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(File).Select(Quote));

    public bool Equals(CommandLine? other) =>
        other is not null && File == other.File && Interactive == other.Interactive && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => Arguments.Aggregate(File.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    private static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+@%".Contains(letter))
            ? word
            : $"'{word.Replace("'", @"'\''")}'";
}
