using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Releases;

/// <summary>One statement of a file of SQL: comments and texts are blank, so that offsets and lines stay.</summary>
internal sealed partial record SqlStatement(string Text, int FirstLine)
{
    public int LineAt(int offset) => FirstLine + Text.AsSpan(0, offset).Count('\n');

    public static IEnumerable<SqlStatement> Split(string sql)
    {
        var plain = Quoted().Replace(sql, match => Blank(match.Value));
        for (var start = 0; start < plain.Length;)
        {
            var end = plain.IndexOf(';', start) is >= 0 and var found ? found : plain.Length;
            var text = plain[start..end];
            var lead = text.Length - text.TrimStart().Length;
            yield return new SqlStatement(text[lead..], 1 + plain.AsSpan(0, start + lead).Count('\n'));
            start = end + 1;
        }
    }

    private static string Blank(string text)
    {
        var blank = new StringBuilder(text.Length);
        foreach (var character in text)
            blank.Append(character == '\n' ? '\n' : ' ');
        return blank.ToString();
    }

    // Line and block comments, texts, and the bodies of functions between dollar quotes. Quoted names stay.
    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|(\$\w*\$).*?\1", RegexOptions.Singleline)]
    private static partial Regex Quoted();
}
