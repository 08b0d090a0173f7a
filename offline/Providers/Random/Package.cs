namespace Pulumi.Random;

/// <summary>The provider package whose classes these are.</summary>
internal static class Package
{
    public const string Version = "4.21.2";
}

/// <summary>The type token of a resource of this package.</summary>
internal sealed class RandomResourceTypeAttribute(string type) : ResourceTypeAttribute(type, Package.Version);
