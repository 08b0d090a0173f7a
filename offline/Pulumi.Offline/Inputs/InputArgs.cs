using Pulumi.Offline.Serialization;

namespace Pulumi;

/// <summary>A set of input properties, marked with <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    /// <summary>No property set.</summary>
    protected InputArgs()
    {
    }

    internal virtual IEnumerable<InputProperty> Properties => InputShape.Of(GetType()).Read(this);
}

/// <summary>One input property as it stands.</summary>
internal readonly record struct InputProperty(string Name, object? Value, bool Required, bool Json);
