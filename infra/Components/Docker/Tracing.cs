using System.Collections.Immutable;
using Pulumi;

namespace Slipway.Infra.Components.Docker;

/// <summary>Jaeger, which keeps the latest traces in memory; workloads are told where by OpenTelemetry's own variable.</summary>
public sealed class Tracing : ComponentResource
{
    /// <summary>Where traces are sent, by OTLP over gRPC.</summary>
    public const string Endpoint = "http://jaeger:4317";

    /// <summary>Where traces are read.</summary>
    public const string Address = "http://jaeger:16686";

    public Tracing(string name, Host host)
        : base("slipway:docker:Tracing", name, host.Options)
    {
        Ready = host.Run(this, host.Part("jaeger", name, Identity.Jaeger) with
        {
            Environment = ImmutableSortedDictionary<string, Input<string>>.Empty.Add("JAEGER_LISTEN_HOST", "0.0.0.0"),
            Networks = [new NetworkPlace(host.Network.App, [name])],
            Health = HealthCheck.Http(16686, "/"),
        });
        RegisterOutputs();
    }

    public Resource Ready { get; }
}
