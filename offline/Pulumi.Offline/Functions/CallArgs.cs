namespace Pulumi;

/// <summary>The arguments of a resource's method.</summary>
public abstract class CallArgs : InputArgs
{
    /// <summary>No arguments.</summary>
    public static readonly CallArgs Empty = new NoCallArgs();

    /// <summary>No property set.</summary>
    protected CallArgs()
    {
    }

    private sealed class NoCallArgs : CallArgs
    {
        internal override IEnumerable<InputProperty> Properties => [];
    }
}
