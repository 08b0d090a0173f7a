using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The arguments of a provider's function.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>No arguments.</summary>
    public static readonly InvokeArgs Empty = new NoInvokeArgs();

    /// <summary>No property set.</summary>
    protected InvokeArgs()
    {
    }

    private sealed class NoInvokeArgs : InvokeArgs
    {
        internal override IEnumerable<InputProperty> Properties => [];
    }
}

/// <summary>Arguments of a function whose properties are only known as names.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> dictionary;

    /// <summary>The properties by name.</summary>
    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) => this.dictionary = dictionary;

    internal override IEnumerable<InputProperty> Properties =>
        dictionary.Select(property => new InputProperty(property.Key, property.Value, false, false));
}
