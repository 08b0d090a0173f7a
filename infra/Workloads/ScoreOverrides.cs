namespace Slipway.Infra.Workloads;

/// <summary>Puts one YAML document over another, as score-go's <c>framework/override_utils.go</c> does.</summary>
internal static class ScoreOverrides
{
    /// <summary>Maps are merged, null deletes a key, anything else replaces; what is new is taken over as it is.</summary>
    public static YamlMap Merge(YamlMap below, YamlMap above)
    {
        var entries = below.Entries.ToList();
        foreach (var entry in above.Entries)
        {
            var at = entries.FindIndex(existing => existing.Key == entry.Key);
            if (entry.Value is YamlScalar { Type: YamlType.Null })
            {
                if (at >= 0)
                    entries.RemoveAt(at);
            }
            else if (at < 0)
                entries.Add(entry);
            else if (entries[at].Value is YamlMap mapBelow && entry.Value is YamlMap mapAbove)
                entries[at] = entries[at] with { Value = Merge(mapBelow, mapAbove) };
            else
                entries[at] = entry;
        }

        return new YamlMap(below.File, below.Line, [.. entries]);
    }
}
