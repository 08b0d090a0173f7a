namespace Pulumi;

/// <summary>Content that goes to a provider: a single asset or an archive of several.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive()
    {
    }
}

/// <summary>A single piece of content.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset()
    {
    }
}

/// <summary>The content of a file.</summary>
public sealed class FileAsset(string path) : Asset
{
    internal string Path { get; } = path;
}

/// <summary>A text.</summary>
public sealed class StringAsset(string text) : Asset
{
    internal string Text { get; } = text;
}

/// <summary>What an address gives.</summary>
public sealed class RemoteAsset(string uri) : Asset
{
    internal string Uri { get; } = uri;
}
