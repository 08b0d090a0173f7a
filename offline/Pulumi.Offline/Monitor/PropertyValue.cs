using System.Collections.Immutable;

namespace Pulumi.Offline;

/// <summary>
/// A resource property as it crosses between a program and the engine: JSON's kinds plus secrets,
/// unknowns and assets. Values are immutable and compared by content.
/// </summary>
public abstract record PropertyValue
{
    private PropertyValue()
    {
    }

    public static PropertyValue Nothing { get; } = new Null();

    /// <summary>The value that will only be known once something has been created.</summary>
    public static PropertyValue NotYetKnown { get; } = new Unknown();

    /// <summary>True when this value, or anything within it, is unknown.</summary>
    public bool ContainsUnknown => this switch
    {
        Unknown => true,
        Secret secret => secret.Value.ContainsUnknown,
        List list => list.Any(static item => item.ContainsUnknown),
        Map map => map.Any(static item => item.ContainsUnknown),
        _ => false,
    };

    /// <summary>True when this value, or anything within it, is secret.</summary>
    public bool ContainsSecret => this switch
    {
        Secret => true,
        List list => list.Any(static item => item.ContainsSecret),
        Map map => map.Any(static item => item.ContainsSecret),
        _ => false,
    };

    /// <summary>The same value with every secret wrapper, at any depth, taken off.</summary>
    public PropertyValue WithoutSecrets() => this switch
    {
        Secret secret => secret.Value.WithoutSecrets(),
        List list => new List([.. list.Items.Select(item => item.WithoutSecrets())]),
        Map map => Map.Of(map.Select(property => KeyValuePair.Create(property.Key, property.Value.WithoutSecrets()))),
        _ => this,
    };

    public sealed record Null : PropertyValue;

    public sealed record Bool(bool Value) : PropertyValue;

    public sealed record Number(double Value) : PropertyValue;

    public sealed record Text(string Value) : PropertyValue;

    public sealed record Unknown : PropertyValue;

    /// <summary>A value that is encrypted in state and masked in output.</summary>
    public sealed record Secret(PropertyValue Value) : PropertyValue;

    /// <summary>A file, text or address used as content. Exactly one of the three is set; a path is as the program gave it.</summary>
    public sealed record Asset(string? Path, string? Content, string? Uri) : PropertyValue
    {
        /// <summary>SHA-256 of the content in hexadecimal, set by the engine: how a changed file behind an unchanged path is noticed.</summary>
        public string? Hash { get; init; }
    }

    /// <summary>A folder or archive file, an address, or named members. Exactly one of the three is set.</summary>
    public sealed record Archive(string? Path, string? Uri, Map? Members) : PropertyValue
    {
        /// <summary>SHA-256 over names and contents in hexadecimal, set by the engine.</summary>
        public string? Hash { get; init; }
    }

    /// <summary>A resource passed as a value.</summary>
    public sealed record ResourceReference(string Urn, string? Id) : PropertyValue;

    public sealed record List(ImmutableArray<PropertyValue> Items) : PropertyValue
    {
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);

        internal bool Any(Func<PropertyValue, bool> has)
        {
            foreach (var item in Items)
            {
                if (has(item)) return true;
            }

            return false;
        }
    }

    /// <summary>Named values in ordinal order of their names.</summary>
    public sealed record Map(ImmutableSortedDictionary<string, PropertyValue> Properties) : PropertyValue, IEnumerable<KeyValuePair<string, PropertyValue>>
    {
        public static Map Empty { get; } = new(ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal));

        public int Count => Properties.Count;

        /// <summary>The value of that name, or null when there is none.</summary>
        public PropertyValue? this[string name] => Properties.GetValueOrDefault(name);

        public static Map Of(IEnumerable<KeyValuePair<string, PropertyValue>> properties) =>
            new(properties.ToImmutableSortedDictionary(StringComparer.Ordinal));

        public Map With(string name, PropertyValue value) => new(Properties.SetItem(name, value));

        public Map Without(string name) => new(Properties.Remove(name));

        // The struct itself: every property of every resource is enumerated several times in an update.
        public ImmutableSortedDictionary<string, PropertyValue>.Enumerator GetEnumerator() => Properties.GetEnumerator();

        IEnumerator<KeyValuePair<string, PropertyValue>> IEnumerable<KeyValuePair<string, PropertyValue>>.GetEnumerator() => GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public bool Equals(Map? other)
        {
            if (ReferenceEquals(this, other)) return true;
            if (other is null || Count != other.Count) return false;
            foreach (var (name, value) in Properties)
            {
                if (other[name] is not { } another || !value.Equals(another)) return false;
            }

            return true;
        }

        public override int GetHashCode() =>
            Properties.Aggregate(19, (hash, property) => HashCode.Combine(hash, property.Key, property.Value));

        internal bool Any(Func<PropertyValue, bool> has)
        {
            foreach (var (_, value) in Properties)
            {
                if (has(value)) return true;
            }

            return false;
        }
    }
}
