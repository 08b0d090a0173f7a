using System.Buffers;
using System.Collections.Immutable;

namespace Slipway.Engine.Secrets;

/// <summary>A set of texts that are looked for all at once.</summary>
internal sealed class SecretTexts
{
    private readonly ImmutableArray<string> texts;
    private readonly SearchValues<string> values;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly int[] lengths;

    public SecretTexts(ImmutableArray<string> texts)
    {
        this.texts = texts;
        values = SearchValues.Create(texts.AsSpan(), StringComparison.Ordinal);
        lookup = texts.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        lengths = [.. texts.Select(text => text.Length).Distinct().OrderDescending()];
    }

    public int Count => texts.Length;

    public SecretTexts With(SecretTexts other) => new(texts.AddRange(other.texts));

    public int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(values);

    /// <summary>The length of the longest of the texts that begins here; 0 when none does.</summary>
    public int LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var length in lengths)
        {
            if (length <= text.Length && lookup.Contains(text[..length])) return length;
        }

        return 0;
    }
}
