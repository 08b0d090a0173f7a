namespace Slipway.Infra.Workloads;

/// <summary>Finds what was probably meant.</summary>
internal static class Suggestion
{
    // More than a reader would go through, and few enough to compare with.
    private const int MaximumNames = 50;

    /// <summary>A next step for an unknown name: the nearest known one if there is one near, else all of them.</summary>
    public static string For(string name, IEnumerable<string> known, string prefix = "")
    {
        if (known.Count() is var count && count is 0 or > MaximumNames)
            return count == 0 ? "there are none" : $"expected one of {count} others";

        var names = known.Order(StringComparer.Ordinal).ToList();
        var nearest = names.MinBy(candidate => Distance(name, candidate))!;

        return Distance(name, nearest) <= Math.Max(1, name.Length / 3) && Distance(name, nearest) < nearest.Length
            ? $"did you mean '{prefix}{nearest}'?"
            : $"expected {(names.Count == 1 ? "" : "one of ")}{string.Join(", ", names.Select(candidate => prefix + candidate))}";
    }

    // How many letters must be changed, added, left out or swapped with the next one; names are short, so the plain table will do.
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                table[i, j] = Math.Min(
                    table[i - 1, j - 1] + (Same(i, j) ? 0 : 1),
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j))
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[left.Length, right.Length];

        bool Same(int i, int j) => char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
    }
}
