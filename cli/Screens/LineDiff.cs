namespace Slipway.Cli.Screens;

/// <summary>The difference of two texts by lines, with a little of what surrounds each change.</summary>
internal static class LineDiff
{
    // The table below grows with the product of both; larger texts are shown as removed and added whole.
    private const int MostCells = 4_000_000;

    /// <returns>Rows marked <c>-</c>, <c>+</c>, blank for context and <c>…</c> for what is left out.</returns>
    public static IEnumerable<(char Sign, string Text)> Between(string old, string @new, int context, int most)
    {
        var rows = All(old.TrimEnd('\n').Split('\n'), @new.TrimEnd('\n').Split('\n'));
        var keep = new bool[rows.Count];
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Sign == ' ') continue;
            for (var near = Math.Max(0, index - context); near <= Math.Min(rows.Count - 1, index + context); near++) keep[near] = true;
        }

        var shown = 0;
        for (var index = 0; index < rows.Count; index++)
        {
            if (!keep[index])
            {
                if (index == 0 || keep[index - 1]) yield return ('…', "…");
                continue;
            }

            if (shown++ == most)
            {
                yield return ('…', $"… {Plural.Of(keep.Skip(index).Count(kept => kept), "more line")}");
                yield break;
            }

            yield return (rows[index].Sign, $"{rows[index].Sign} {rows[index].Text}");
        }
    }

    private static List<(char Sign, string Text)> All(string[] old, string[] @new)
    {
        var rows = new List<(char, string)>();
        if ((long)old.Length * @new.Length > MostCells)
        {
            rows.AddRange(old.Select(line => ('-', line)));
            rows.AddRange(@new.Select(line => ('+', line)));
            return rows;
        }

        var common = LongestCommon(old, @new);
        var (i, j) = (0, 0);
        while (i < old.Length || j < @new.Length)
        {
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
            {
                rows.Add((' ', old[i++]));
                j++;
            }
            else if (i < old.Length && (j == @new.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                rows.Add(('-', old[i++]));
            }
            else
            {
                rows.Add(('+', @new[j++]));
            }
        }

        return rows;
    }

    private static int[,] LongestCommon(string[] old, string[] @new)
    {
        var length = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = @new.Length - 1; j >= 0; j--)
            {
                length[i, j] = old[i] == @new[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        return length;
    }
}
