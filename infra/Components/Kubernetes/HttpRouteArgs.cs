using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>An HTTPRoute of the Gateway API, as far as it is used here.</summary>
public sealed class HttpRouteArgs : CustomResourceArgs
{
    public HttpRouteArgs()
        : base("gateway.networking.k8s.io/v1", "HTTPRoute")
    {
    }

    [Input("spec")]
    public Input<HttpRouteSpecArgs>? Spec { get; set; }
}

public sealed class HttpRouteSpecArgs : ResourceArgs
{
    [Input("parentRefs")]
    public InputList<ObjectReferenceArgs>? ParentRefs { get; set; }

    [Input("hostnames")]
    public InputList<string>? Hostnames { get; set; }

    [Input("rules")]
    public InputList<HttpRouteRuleArgs>? Rules { get; set; }
}

public sealed class HttpRouteRuleArgs : ResourceArgs
{
    [Input("matches")]
    public InputList<HttpRouteMatchArgs>? Matches { get; set; }

    [Input("filters")]
    public InputList<HttpRouteFilterArgs>? Filters { get; set; }

    [Input("backendRefs")]
    public InputList<BackendReferenceArgs>? BackendRefs { get; set; }

    [Input("timeouts")]
    public Input<HttpRouteTimeoutsArgs>? Timeouts { get; set; }
}

public sealed class HttpRouteMatchArgs : ResourceArgs
{
    [Input("path")]
    public Input<HttpPathMatchArgs>? Path { get; set; }
}

public sealed class HttpPathMatchArgs : ResourceArgs
{
    [Input("type")]
    public Input<string>? Type { get; set; }

    [Input("value")]
    public Input<string>? Value { get; set; }
}

public sealed class HttpRouteFilterArgs : ResourceArgs
{
    [Input("type")]
    public Input<string>? Type { get; set; }

    [Input("requestHeaderModifier")]
    public Input<HeaderModifierArgs>? RequestHeaderModifier { get; set; }

    [Input("requestRedirect")]
    public Input<RequestRedirectArgs>? RequestRedirect { get; set; }
}

public sealed class HeaderModifierArgs : ResourceArgs
{
    [Input("remove")]
    public InputList<string>? Remove { get; set; }
}

public sealed class RequestRedirectArgs : ResourceArgs
{
    [Input("scheme")]
    public Input<string>? Scheme { get; set; }

    [Input("statusCode")]
    public Input<int>? StatusCode { get; set; }
}

public sealed class BackendReferenceArgs : ResourceArgs
{
    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("port")]
    public Input<int>? Port { get; set; }

    [Input("weight")]
    public Input<int>? Weight { get; set; }
}

public sealed class HttpRouteTimeoutsArgs : ResourceArgs
{
    [Input("request")]
    public Input<string>? Request { get; set; }
}
