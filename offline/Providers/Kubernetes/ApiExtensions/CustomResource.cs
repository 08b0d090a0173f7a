namespace Pulumi.Kubernetes.ApiExtensions;

/// <summary>An object of a kind that the cluster has been extended with: its token is made of its API version and kind.</summary>
public class CustomResource : KubernetesResource
{
    /// <summary>Declares the object. As in the provider's package, its options name no version.</summary>
    public CustomResource(string name, CustomResourceArgs args, CustomResourceOptions? options = null)
        : base(args.Token, name, args, options)
    {
    }

    /// <summary>The API version, such as `gateway.networking.k8s.io/v1`.</summary>
    [Output("apiVersion")]
    public Output<string> ApiVersion { get; private set; } = null!;

    /// <summary>The kind, such as `HTTPRoute`.</summary>
    [Output("kind")]
    public Output<string> Kind { get; private set; } = null!;

    /// <summary>Its name, labels and annotations.</summary>
    [Output("metadata")]
    public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;
}
