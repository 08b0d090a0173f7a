using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>Jaeger, which keeps the latest traces in memory; workloads are told where by OpenTelemetry's own variable.</summary>
public sealed class Tracing : ComponentResource
{
    /// <summary>Where traces are sent, by OTLP over gRPC.</summary>
    public const int Port = 4317;

    /// <summary>Where traces are read.</summary>
    public const int ReadPort = 16686;

    // The user of the image.
    private const int User = 10001;

    public Tracing(string name, Cluster cluster)
        : base("slipway:kubernetes:Tracing", name, cluster.Options())
    {
        var jaeger = new Part(Parts.Jaeger, cluster, new PartArgs
        {
            Image = cluster.Image("jaeger"),
            Variables = [new EnvVarArgs { Name = "JAEGER_LISTEN_HOST", Value = "0.0.0.0" }],
            Ports = [Port, ReadPort],
            User = User,
            Ready = new ProbeArgs { HttpGet = new HTTPGetActionArgs { Path = "/", Port = ReadPort }, PeriodSeconds = 5, TimeoutSeconds = 3, FailureThreshold = 6 },
            Requests = Sizes.Of(50, 128),
            Limits = Sizes.Of(500, 512),
        }, this);
        Host = jaeger.Host;
        Endpoint = Output.Format($"http://{jaeger.Host}:{Port}");
        RegisterOutputs();
    }

    /// <summary>The name others in the namespace reach it under.</summary>
    public Output<string> Host { get; }

    /// <summary>Where workloads send their traces.</summary>
    public Output<string> Endpoint { get; }
}
