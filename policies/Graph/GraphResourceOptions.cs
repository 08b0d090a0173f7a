namespace Slipway.Policies.Graph;

/// <summary>What a program said about a resource beside its inputs, as far as the source tells.</summary>
public sealed record GraphResourceOptions
{
    public static GraphResourceOptions None { get; } = new();

    /// <summary>True when an update refuses to delete it.</summary>
    public bool Protect { get; init; }

    /// <summary>True when it is forgotten instead of deleted.</summary>
    public bool RetainOnDelete { get; init; }
}
