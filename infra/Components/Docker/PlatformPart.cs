using System.Collections.Immutable;

namespace Slipway.Infra.Components.Docker;

/// <summary>A part of the platform that is not ours: its image, and the most it may use.</summary>
public sealed record PlatformPart(string Image, ContainerSize Size)
{
    private const long Mebi = 1024 * 1024;

    /// <summary>
    /// Releases that were current together. Tags, not digests, because an image that came in a bundle has no digest
    /// a daemon would know it by; <c>slipway:platformImages</c> pins digests where images are pulled.
    /// </summary>
    public static ImmutableSortedDictionary<string, PlatformPart> Defaults { get; } = ImmutableSortedDictionary.Create<string, PlatformPart>(StringComparer.Ordinal)
        // From 1.27.3 on nginx asks a name server for its upstreams again, so that a container may change its address.
        .Add("nginx", Part("nginx:1.28.0-alpine", 500, 256))
        .Add("postgres", Part("postgres:17.6-alpine", 1000, 512))
        .Add("minio", Part("quay.io/minio/minio:RELEASE.2025-04-22T22-12-26Z", 500, 512))
        // The continuation of Redis under a free licence; clients see no difference.
        .Add("valkey", Part("valkey/valkey:8.1.3-alpine", 250, 128))
        .Add("prometheus", Part("prom/prometheus:v3.5.0", 500, 512))
        .Add("alertmanager", Part("prom/alertmanager:v0.28.1", 100, 64))
        .Add("grafana", Part("grafana/grafana:12.1.1", 500, 256))
        .Add("jaeger", Part("jaegertracing/jaeger:2.9.0", 250, 256))
        .Add("node-exporter", Part("prom/node-exporter:v1.9.1", 100, 64))
        // Only where there is a certificate to watch.
        .Add("blackbox-exporter", Part("prom/blackbox-exporter:v0.27.0", 100, 64))
        .Add("nginx-exporter", Part("nginx/nginx-prometheus-exporter:1.4.2", 100, 64))
        .Add("postgres-exporter", Part("quay.io/prometheuscommunity/postgres-exporter:v0.17.1", 100, 64));

    private static PlatformPart Part(string image, int millicores, long mebibytes) => new(image, new ContainerSize(millicores, mebibytes * Mebi));
}
