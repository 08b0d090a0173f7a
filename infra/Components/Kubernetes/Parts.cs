using System.Collections.Immutable;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>The names of the platform's own pods, which no workload may have, and the images they run.</summary>
public static class Parts
{
    public const string Postgres = "postgres";
    public const string PostgresSetup = "postgres-setup";
    public const string PostgresBackup = "postgres-backup";
    public const string PostgresExporter = "postgres-exporter";
    public const string ObjectStore = "s3";
    public const string ObjectStoreSetup = "s3-setup";
    public const string Edge = "edge";
    public const string Prometheus = "prometheus";
    public const string Alertmanager = "alertmanager";
    public const string Grafana = "grafana";
    public const string Jaeger = "jaeger";

    public static ImmutableSortedSet<string> Names { get; } =
    [
        Postgres, PostgresSetup, PostgresBackup, PostgresExporter, ObjectStore, ObjectStoreSetup, Edge, Prometheus, Alertmanager, Grafana, Jaeger,
    ];

    /// <summary>The image of each part unless a stack names another, such as one in a registry of its own.</summary>
    public static ImmutableSortedDictionary<string, string> Images { get; } = new Dictionary<string, string>
    {
        ["alertmanager"] = "docker.io/prom/alertmanager:v0.28.1",
        ["grafana"] = "docker.io/grafana/grafana:12.1.1",
        ["jaeger"] = "docker.io/jaegertracing/jaeger:2.9.0",
        ["minio"] = "quay.io/minio/minio:RELEASE.2025-04-22T22-12-26Z",
        ["minio-client"] = "quay.io/minio/mc:RELEASE.2025-04-16T18-13-26Z",
        ["nginx"] = "docker.io/nginxinc/nginx-unprivileged:1.28.0-alpine",
        ["nginx-exporter"] = "docker.io/nginx/nginx-prometheus-exporter:1.4.2",
        ["postgres"] = "docker.io/library/postgres:17.6",
        ["postgres-exporter"] = "quay.io/prometheuscommunity/postgres-exporter:v0.17.1",
        ["prometheus"] = "docker.io/prom/prometheus:v3.5.0",
        ["valkey"] = "docker.io/valkey/valkey:8.1.3",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
