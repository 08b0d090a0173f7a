namespace Pulumi;

/// <summary>A provider with its own configuration.</summary>
public class ProviderResource : CustomResource
{
    /// <summary>Declares the provider of a package.</summary>
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base($"pulumi:providers:{package}", name, args, options)
    {
    }

    internal string Package => PackageOf(GetResourceType());
}
