using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Slipway.Providers.Tests.Examples;

/// <summary>A route of the Gateway API, which is no part of Kubernetes itself.</summary>
internal sealed class HttpRouteArgs() : CustomResourceArgs("gateway.networking.k8s.io/v1", "HTTPRoute")
{
    [Input("spec", required: true)]
    public Input<HttpRouteSpecArgs> Spec { get; set; } = null!;
}

/// <summary>What a route matches.</summary>
internal sealed class HttpRouteSpecArgs : ResourceArgs
{
    [Input("hostnames")]
    private InputList<string>? _hostnames;

    public InputList<string> Hostnames
    {
        get => _hostnames ??= [];
        set => _hostnames = value;
    }
}
