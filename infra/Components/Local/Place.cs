namespace Slipway.Infra.Components.Local;

/// <summary>Where a local stack lives and as whom it runs.</summary>
public sealed record Place
{
    /// <summary>Absolute path of the folder that holds everything of the stack.</summary>
    public required string Root { get; init; }

    /// <summary>Where the checkout shows <see cref="Root"/> when that lies elsewhere; empty when it does not.</summary>
    public string Link { get; init; } = "";

    /// <summary>The unprivileged user the stack runs as when the update is run by root; empty to run as the caller.</summary>
    public string User { get; init; } = "";

    /// <summary>The file a user changes to change the stack, named in messages.</summary>
    public required string SettingsFile { get; init; }

    /// <summary>Builds of one checkout share intermediate files and take turns by this file.</summary>
    public required string BuildLock { get; init; }

    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);
}
