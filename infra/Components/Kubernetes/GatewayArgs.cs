using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>A Gateway of the Gateway API, as far as it is used here.</summary>
public sealed class GatewayArgs : CustomResourceArgs
{
    public GatewayArgs()
        : base("gateway.networking.k8s.io/v1", "Gateway")
    {
    }

    [Input("spec")]
    public Input<GatewaySpecArgs>? Spec { get; set; }
}

public sealed class GatewaySpecArgs : ResourceArgs
{
    [Input("gatewayClassName")]
    public Input<string>? GatewayClassName { get; set; }

    [Input("listeners")]
    public InputList<ListenerArgs>? Listeners { get; set; }
}

public sealed class ListenerArgs : ResourceArgs
{
    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("hostname")]
    public Input<string>? Hostname { get; set; }

    [Input("port")]
    public Input<int>? Port { get; set; }

    [Input("protocol")]
    public Input<string>? Protocol { get; set; }

    [Input("tls")]
    public Input<ListenerTlsArgs>? Tls { get; set; }

    [Input("allowedRoutes")]
    public Input<AllowedRoutesArgs>? AllowedRoutes { get; set; }
}

public sealed class ListenerTlsArgs : ResourceArgs
{
    [Input("mode")]
    public Input<string>? Mode { get; set; }

    [Input("certificateRefs")]
    public InputList<ObjectReferenceArgs>? CertificateRefs { get; set; }
}

public sealed class ObjectReferenceArgs : ResourceArgs
{
    [Input("kind")]
    public Input<string>? Kind { get; set; }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("namespace")]
    public Input<string>? Namespace { get; set; }

    [Input("sectionName")]
    public Input<string>? SectionName { get; set; }
}

public sealed class AllowedRoutesArgs : ResourceArgs
{
    [Input("namespaces")]
    public Input<RouteNamespacesArgs>? Namespaces { get; set; }
}

public sealed class RouteNamespacesArgs : ResourceArgs
{
    [Input("from")]
    public Input<string>? From { get; set; }
}
