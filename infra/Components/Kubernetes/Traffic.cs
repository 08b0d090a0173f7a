using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>One who sends or receives: the pods of a name, or somebody outside the namespace.</summary>
public sealed record Peer(string Name, PeerKind Kind = PeerKind.Pods)
{
    /// <summary>The pods that carry the gateway's traffic.</summary>
    public static Peer Gateway { get; } = new("gateway", PeerKind.Gateway);

    /// <summary>Public addresses.</summary>
    public static Peer Internet { get; } = new("internet", PeerKind.Internet);
}

/// <summary>Where a peer is.</summary>
public enum PeerKind
{
    /// <summary>In the namespace.</summary>
    Pods,

    /// <summary>In the namespace of the gateway's proxies.</summary>
    Gateway,

    /// <summary>Outside the cluster.</summary>
    Internet,
}

/// <summary>A connection that must be possible; the port is the one the receiver listens on.</summary>
public sealed record Connection(Peer From, Peer To, int Port, PortProtocol Protocol = PortProtocol.Tcp);

/// <summary>Every connection a catalogue needs. What is not among them is not possible.</summary>
public static class Traffic
{
    public static ImmutableArray<Connection> Of(WorkloadCatalog catalog, ImmutableSortedSet<string> internet)
    {
        var connections = new List<Connection>();
        void Allow(string from, string to, int port, PortProtocol protocol = PortProtocol.Tcp) => connections.Add(new Connection(new Peer(from), new Peer(to), port, protocol));

        foreach (var resource in catalog.Resources)
        {
            foreach (var user in resource.Uses.Select(use => use.Workload.Name).Distinct())
            {
                switch (resource.Type)
                {
                    case "postgres":
                        Allow(user, Parts.Postgres, Postgres.Port);
                        break;
                    case "s3":
                        Allow(user, Parts.ObjectStore, ObjectStore.Port);
                        break;
                    case "redis":
                        Allow(user, Cache.NameOf(resource), Cache.Port);
                        break;
                    case "service-port" when resource.ServicePort!.Workload.Name != user:
                        Allow(user, resource.ServicePort.Workload.Name, resource.ServicePort.Port.TargetPort, resource.ServicePort.Port.Protocol);
                        break;
                }
            }
        }
        foreach (var route in catalog.Resources.Where(resource => resource.Type == "route"))
        {
            var port = RoutePort.Of(catalog, route)!.TargetPort;
            if (RouteSettings.Read(route.Metadata, _ => { }).Cache > TimeSpan.Zero)
                Allow(Parts.Edge, route.Owner.Name, port);
            else
                connections.Add(new Connection(Peer.Gateway, new Peer(route.Owner.Name), port));
        }
        if (Edge.NeedsProxy(catalog))
        {
            connections.Add(new Connection(Peer.Gateway, new Peer(Parts.Edge), Edge.ProxyPort));
            Allow(Parts.Prometheus, Parts.Edge, Edge.MetricsPort);
        }
        foreach (var workload in catalog.Workloads.Where(workload => workload.Metrics is not null))
            Allow(Parts.Prometheus, workload.Name, workload.Metrics!.Port.TargetPort);
        foreach (var workload in catalog.Workloads)
            Allow(workload.Name, Parts.Jaeger, Tracing.Port);
        foreach (var workload in internet)
            connections.Add(new Connection(new Peer(workload), Peer.Internet, 443));

        if (catalog.Resources.Any(resource => resource.Type == "postgres"))
        {
            Allow(Parts.PostgresSetup, Parts.Postgres, Postgres.Port);
            Allow(Parts.PostgresBackup, Parts.Postgres, Postgres.Port);
            Allow(Parts.PostgresExporter, Parts.Postgres, Postgres.Port);
            Allow(Parts.Prometheus, Parts.PostgresExporter, Monitoring.PostgresExporterPort);
        }
        if (catalog.Resources.Any(resource => resource.Type == "s3"))
        {
            Allow(Parts.ObjectStoreSetup, Parts.ObjectStore, ObjectStore.Port);
            Allow(Parts.Prometheus, Parts.ObjectStore, ObjectStore.Port);
        }
        Allow(Parts.Prometheus, Parts.Alertmanager, Monitoring.AlertmanagerPort);
        Allow(Parts.Grafana, Parts.Prometheus, Monitoring.PrometheusPort);
        return [.. connections.Distinct()];
    }
}
