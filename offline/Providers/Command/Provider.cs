namespace Pulumi.Command;

/// <summary>The command provider with its own configuration.</summary>
[CommandResourceType("pulumi:providers:command")]
public partial class Provider : ProviderResource
{
    /// <summary>Declares the provider.</summary>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("command", name, args ?? new ProviderArgs(), CustomResourceOptions.Merge(new() { Version = Package.Version }, options))
    {
    }
}

/// <summary>The command provider has nothing to configure.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    /// <summary>No argument set.</summary>
    public static new ProviderArgs Empty => new();
}
