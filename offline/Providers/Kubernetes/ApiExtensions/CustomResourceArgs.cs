namespace Pulumi.Kubernetes.ApiExtensions;

/// <summary>What a <see cref="CustomResource"/> is made from; a class for each kind adds its `spec` with <see cref="InputAttribute"/>.</summary>
public abstract class CustomResourceArgs : ResourceArgs
{
    /// <summary>Arguments of an object of this API version and kind.</summary>
    protected CustomResourceArgs(string apiVersion, string kind)
    {
        ApiVersion = apiVersion;
        Kind = kind;
        Token = $"kubernetes:{apiVersion}:{kind}";
    }

    /// <summary>The API version.</summary>
    [Input("apiVersion")]
    public Input<string> ApiVersion { get; }

    /// <summary>The kind.</summary>
    [Input("kind")]
    public Input<string> Kind { get; }

    /// <summary>Its name, labels and annotations.</summary>
    [Input("metadata")]
    public Input<Types.Inputs.Meta.V1.ObjectMetaArgs>? Metadata { get; set; }

    internal string Token { get; }
}
