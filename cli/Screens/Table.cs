using Spectre.Console;

namespace Slipway.Cli.Screens;

/// <summary>Columns as wide as their widest cell, without rules: easy to read, easy to cut with awk.</summary>
internal sealed class Table(params string[] headings)
{
    private const int Gap = 2;

    private readonly List<(string Text, Style Style)[]> _rows = [];

    public void Add(params (string Text, Style Style)[] cells) => _rows.Add(cells);

    public IEnumerable<Line> Lines()
    {
        var widths = headings.Select((heading, column) => _rows.Select(row => row[column].Text.Length).Append(heading.Length).Max() + Gap).ToArray();
        yield return Row([.. headings.Select(heading => (heading, Styles.Faint))], widths);
        foreach (var row in _rows) yield return Row(row, widths);
    }

    private static Line Row((string Text, Style Style)[] cells, int[] widths)
    {
        var line = new Line("  ") { Indent = 6 };
        var edge = Gap;
        for (var column = 0; column < cells.Length; column++)
        {
            line.Add(cells[column].Text, cells[column].Style);
            edge += widths[column];
            if (column < cells.Length - 1) line.PadTo(edge);
        }

        return line;
    }
}
