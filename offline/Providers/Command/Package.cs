namespace Pulumi.Command;

/// <summary>The provider package whose classes these are.</summary>
internal static class Package
{
    public const string Version = "1.2.1";
}

/// <summary>The type token of a resource of this package.</summary>
internal sealed class CommandResourceTypeAttribute(string type) : ResourceTypeAttribute(type, Package.Version);
