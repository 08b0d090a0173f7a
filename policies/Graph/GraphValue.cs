using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Slipway.Policies.Graph;

/// <summary>
/// A property of a resource, wherever it was read from. What a secret hides is not here: a rule cannot look at it and a
/// finding cannot show it.
/// </summary>
public abstract record GraphValue
{
    private GraphValue()
    {
    }

    public static GraphValue Nothing { get; } = new Null();

    /// <summary>The value that will only be known once something has been created.</summary>
    public static GraphValue NotYetKnown { get; } = new Unknown();

    public static GraphValue Hidden { get; } = new Secret();

    public static GraphValue Of(string text) => new Text(text);

    public static GraphValue Of(bool flag) => new Bool(flag);

    public static GraphValue Of(double number) => new Number(number);

    public sealed record Null : GraphValue;

    public sealed record Bool(bool Value) : GraphValue;

    public sealed record Number(double Value) : GraphValue;

    public sealed record Text(string Value) : GraphValue;

    public sealed record Unknown : GraphValue;

    public sealed record Secret : GraphValue;

    /// <summary>An asset, an archive or a resource given as a value: rules know no more of it than what it is.</summary>
    public sealed record Other(string Description) : GraphValue;

    public sealed record List(ImmutableArray<GraphValue> Items) : GraphValue
    {
        public static List Empty { get; } = new([]);

        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
    }

    /// <summary>Named values in ordinal order of their names.</summary>
    public sealed record Map : GraphValue
    {
        private Map(ImmutableArray<KeyValuePair<string, GraphValue>> entries) => Entries = entries;

        public static Map Empty { get; } = new([]);

        public ImmutableArray<KeyValuePair<string, GraphValue>> Entries { get; }

        /// <summary>The value of that name, or null when there is none.</summary>
        public GraphValue? this[string name] => Find(name) is var index and >= 0 ? Entries[index].Value : null;

        /// <summary>Of two entries with the same name the later one counts.</summary>
        public static Map Of(IEnumerable<KeyValuePair<string, GraphValue>> entries)
        {
            var sorted = entries.ToArray();
            if (sorted.Length == 0) return Empty;
            for (var index = 1; index < sorted.Length; index++)
            {
                if (string.CompareOrdinal(sorted[index - 1].Key, sorted[index].Key) < 0) continue;
                return new Map([.. sorted.GroupBy(entry => entry.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Last())]);
            }

            return new Map(ImmutableCollectionsMarshal.AsImmutableArray(sorted));
        }

        public Map With(string name, GraphValue value) => Of([.. Entries, KeyValuePair.Create(name, value)]);

        public Map Without(string name) => new([.. Entries.Where(entry => entry.Key != name)]);

        public bool Equals(Map? other) => other is not null && Entries.SequenceEqual(other.Entries);

        public override int GetHashCode() => Entries.Aggregate(19, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));

        private int Find(string name)
        {
            var (low, high) = (0, Entries.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                switch (string.CompareOrdinal(Entries[middle].Key, name))
                {
                    case 0: return middle;
                    case < 0: low = middle + 1; break;
                    default: high = middle - 1; break;
                }
            }

            return -1;
        }
    }
}
