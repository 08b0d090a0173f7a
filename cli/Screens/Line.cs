using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Screens;

/// <summary>One line of a screen in styled pieces; what does not fit goes on below, indented.</summary>
public sealed class Line
{
    private readonly List<(string Text, Style Style)> _pieces = [];

    public Line(string text = "") => Add(text);

    /// <summary>How far continuation rows are indented.</summary>
    public int Indent { get; init; }

    /// <summary>The line without its styles.</summary>
    public string Text => string.Concat(_pieces.Select(piece => piece.Text)).TrimEnd();

    public int Width => _pieces.Sum(piece => CellsOf(piece.Text));

    internal IReadOnlyList<(string Text, Style Style)> Pieces => _pieces;

    public Line Add(string text) => Add(text, Styles.Plain);

    public Line Add(string text, Style style)
    {
        if (text.Length > 0) _pieces.Add((Printable(text), style));
        return this;
    }

    /// <summary>Fills with spaces up to a column, for tables.</summary>
    public Line PadTo(int column) => Add(new string(' ', Math.Max(0, column - Width)));

    /// <summary>The rows this line takes at a width; words stay whole where they fit.</summary>
    public IEnumerable<Line> Wrap(int width)
    {
        if (Width <= width)
        {
            yield return this;
            yield break;
        }

        var indent = Math.Min(Indent, width / 2);
        var row = new Line();
        var used = 0;
        foreach (var (text, style) in _pieces)
        {
            foreach (var word in Words(text))
            {
                var rest = word;
                if (used + CellsOf(rest.TrimEnd()) > width && used > indent)
                {
                    yield return row;
                    row = new Line(new string(' ', indent));
                    used = indent;
                    rest = rest.TrimStart();
                }

                while (used + CellsOf(rest.TrimEnd()) > width)
                {
                    var fits = Math.Max(1, width - used);
                    row.Add(rest[..fits], style);
                    yield return row;
                    row = new Line(new string(' ', indent));
                    (rest, used) = (rest[fits..], indent);
                }

                row.Add(rest, style);
                used += CellsOf(rest);
            }
        }

        if (used > indent) yield return row;
    }

    /// <summary>The line cut to a width, with an ellipsis where something is left out.</summary>
    public Line Crop(int width)
    {
        if (Width <= width) return this;
        var row = new Line();
        var left = width - 1;
        foreach (var (text, style) in _pieces)
        {
            var part = CellsOf(text) <= left ? text : text[..Math.Min(left, text.Length)];
            row.Add(part, style);
            left -= CellsOf(part);
            if (left <= 0) break;
        }

        return row.Add("…", Styles.Faint);
    }

    public override string ToString() => Text;

    private static int CellsOf(string text) => Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && text[end] != ' ') end++;
            while (end < text.Length && text[end] == ' ') end++;
            yield return text[start..end];
            start = end;
        }
    }

    // Text of programs and providers may hold escape sequences; a screen shows them rather than obeys.
    private static string Printable(string text) =>
        !text.Any(char.IsControl) ? text : string.Concat(text.Select(letter => letter == '\t' ? "    " : char.IsControl(letter) ? "�" : letter.ToString()));
}
