namespace Pulumi.Random;

/// <summary>The random provider with its own configuration.</summary>
[RandomResourceType("pulumi:providers:random")]
public partial class Provider : ProviderResource
{
    /// <summary>Declares the provider.</summary>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("random", name, args ?? new ProviderArgs(), CustomResourceOptions.Merge(new() { Version = Package.Version }, options))
    {
    }
}

/// <summary>The random provider has nothing to configure.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new ProviderArgs Empty => new();
}
