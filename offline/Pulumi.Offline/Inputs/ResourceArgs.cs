using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The arguments of a resource, or of a part of one.</summary>
public abstract class ResourceArgs : InputArgs
{
    /// <summary>No arguments.</summary>
    public static readonly ResourceArgs Empty = new NoResourceArgs();

    /// <summary>No property set.</summary>
    protected ResourceArgs()
    {
    }

    private sealed class NoResourceArgs : ResourceArgs
    {
        internal override IEnumerable<InputProperty> Properties => [];
    }
}

/// <summary>Arguments of a resource whose properties are only known as names.</summary>
public sealed class DictionaryResourceArgs : ResourceArgs
{
    private readonly ImmutableDictionary<string, object?> dictionary;

    /// <summary>The properties by name.</summary>
    public DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) => this.dictionary = dictionary;

    internal override IEnumerable<InputProperty> Properties =>
        dictionary.Select(property => new InputProperty(property.Key, property.Value, false, false));
}
