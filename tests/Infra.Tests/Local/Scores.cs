using Pulumi;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Local;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Workloads;

namespace Infra.Tests.Local;

/// <summary>What the tests of this target share.</summary>
internal static class Scores
{
    public const string Shop =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: shop
          annotations:
            slipway.dev/project: shop.csproj
            slipway.dev/metrics: "http:/metrics"
        containers:
          migrate:
            image: .
            args: [migrate]
            variables:
              DB_PASSWORD: ${resources.db.password}
            before:
              api:
                ready: complete
          api:
            image: .
            variables:
              PORT: ${resources.http.port}
              DB: postgres://${resources.db.username}:${resources.db.password}@${resources.db.host}:${resources.db.port}/${resources.db.name}
              MODE: ${resources.env.MODE}
            readinessProbe:
              httpGet:
                path: /ready
                port: 8080
            livenessProbe:
              httpGet:
                path: /live
                port: 8080
        service:
          ports:
            http:
              port: 80
              targetPort: 8080
        resources:
          db:
            type: postgres
            id: shared
          env:
            type: environment
          http:
            type: service-port
            params:
              workload: shop
              port: http
          dns:
            type: dns
          route:
            type: route
            params:
              host: ${resources.dns.host}
              path: /
              port: http
        """;

    /// <summary>Settings of a stack that builds every workload from the same sources.</summary>
    public static LocalTargetSettings Settings(WorkloadCatalog catalog, IReadOnlyDictionary<string, Output<string>> environment) => new()
    {
        Stack = "test",
        Place = new Place { Root = "/srv/slipway", User = "slipway-test", SettingsFile = "Pulumi.test.yaml", BuildLock = "/srv/build.lock" },
        BasePort = 19000,
        Environment = environment,
        Monitoring = new MonitoringSettings(new Thresholds(), null),
        Projects = catalog.Workloads.ToDictionary(workload => workload.Name, _ => new SourceTree("/src/shop.csproj", "0123456789ab")),
        S3Server = new SourceTree("/src/s3", "ba9876543210"),
        Versions = catalog.Workloads.ToDictionary(workload => workload.Name, workload => $"version-of-{workload.Name}"),
    };
}
