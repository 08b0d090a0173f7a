using System.Text;

namespace Slipway.Cli.Reports;

/// <summary>
/// Texts of a plan within Markdown. A plan may come from a fork: nothing in it may make a link, a mention, an image, a table
/// cell or HTML of its own.
/// </summary>
internal static class MarkdownText
{
    private const int Longest = 300;

    /// <summary>The text as code.</summary>
    public static string Code(string text) => $"`{Short(text).Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary>The text as it is, with everything that Markdown, HTML or GitHub reads something into made harmless.</summary>
    public static string Plain(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var letter in Short(text))
        {
            if (letter is '@' or '<' or '>' or '&' or '#' or ':') result.Append($"&#{(int)letter};");
            else if (@"\`*_{}[]()|!~$".Contains(letter, StringComparison.Ordinal)) result.Append('\\').Append(letter);
            else result.Append(letter);
        }

        return result.ToString();
    }

    private static string Short(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length <= Longest ? line : $"{line[..Longest].TrimEnd('\uD83C', '\uD83D', '\uD83E')}…";
    }
}
