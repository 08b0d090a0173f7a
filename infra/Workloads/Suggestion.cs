namespace Slipway.Infra.Workloads;

/// <summary>Finds what was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>A next step for an unknown name: the nearest known one if there is one near, else all of them.</summary>
    public static string For(string name, IEnumerable<string> known, string prefix = "")
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            return "there are none";

        var nearest = names.MinBy(candidate => Distance(name, candidate))!;

        return Distance(name, nearest) <= Math.Max(2, name.Length / 3) && Distance(name, nearest) < nearest.Length
            ? $"did you mean '{prefix}{nearest}'?"
            : $"expected {(names.Count == 1 ? "" : "one of ")}{string.Join(", ", names.Select(candidate => prefix + candidate))}";
    }

    // Levenshtein's distance; names are short, so the plain table will do.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
