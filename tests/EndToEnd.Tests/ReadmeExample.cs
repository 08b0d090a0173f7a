using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>An example of the README: a command and what it prints there, without figures that differ from run to run.</summary>
internal static partial class ReadmeExample
{
    /// <summary>The lines the README shows below a command, as they look with every figure taken out.</summary>
    public static IReadOnlyList<string> Of(string folder, string command)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, "README.md"));
        var shown = lines
            .SkipWhile(line => line != $"$ {command}").Skip(1)
            .TakeWhile(line => line.Length > 0 && !line.StartsWith("$ ", StringComparison.Ordinal) && line != "```")
            .Select(WithoutFigures)
            .ToList();
        Assert.True(shown.Count > 0, $"README.md does not show what '{command}' prints.");
        return shown;
    }

    public static string WithoutFigures(string text) => Spaces().Replace(Figure().Replace(text, "#"), " ").Trim();

    [GeneratedRegex(@"(\d+m )?\d[\d.]*")]
    private static partial Regex Figure();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
