using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class NetworkArgs : ResourceArgs
{
    public required string Namespace { get; init; }

    /// <summary>Where the pods that carry the gateway's traffic run.</summary>
    public required string ProxyNamespace { get; init; }

    /// <summary>The connections that are possible; no others are.</summary>
    public required ImmutableArray<Connection> Connections { get; init; }

    /// <summary>Whether certificates are proven over HTTP, by pods that cert-manager starts beside the gateway.</summary>
    public required bool HasSolvers { get; init; }

    /// <summary>Whether the namespace refuses to be deleted with everything in it.</summary>
    public required bool Protect { get; init; }
}

/// <summary>The stack's namespace: closed to everything but the connections that are named, in both directions.</summary>
public sealed class Network : ComponentResource
{
    // Not the internet: what is routed inside of clusters and companies, and what machines keep to themselves.
    private static readonly string[] PrivateV4 =
        ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4"];
    private static readonly string[] PrivateV6 = ["::1/128", "::ffff:0:0/96", "64:ff9b::/96", "fc00::/7", "fe80::/10", "ff00::/8"];

    private readonly Cluster _cluster;
    private readonly NetworkArgs _args;

    public Network(string name, Cluster cluster, NetworkArgs args)
        : base("slipway:kubernetes:Network", name, new ComponentResourceOptions { Parent = cluster })
    {
        _cluster = cluster;
        _args = args;
        var labels = cluster.Labels(name);
        foreach (var mode in new[] { "enforce", "audit", "warn" })
            labels.Add($"pod-security.kubernetes.io/{mode}", "restricted");
        var options = cluster.ChildOf(this);
        options.Protect = args.Protect;
        var space = new Namespace($"{name}-namespace", new NamespaceArgs
        {
            Metadata = new ObjectMetaArgs { Name = args.Namespace, Labels = labels },
        }, options);
        Namespace = Cluster.NameOf(space, args.Namespace);

        Policy($"{name}-default-deny", "default-deny", new NetworkPolicySpecArgs
        {
            PodSelector = new LabelSelectorArgs(),
            PolicyTypes = { "Ingress", "Egress" },
        });
        Policy($"{name}-dns", "dns", new NetworkPolicySpecArgs
        {
            PodSelector = new LabelSelectorArgs(),
            PolicyTypes = { "Egress" },
            Egress = new NetworkPolicyEgressRuleArgs
            {
                To = new NetworkPolicyPeerArgs
                {
                    NamespaceSelector = NamespaceNamed("kube-system"),
                    PodSelector = new LabelSelectorArgs { MatchLabels = { { "k8s-app", "kube-dns" } } },
                },
                Ports = new[] { Port(53, PortProtocol.Udp), Port(53, PortProtocol.Tcp) },
            },
        });
        if (args.HasSolvers)
        {
            Policy($"{name}-certificate-solvers", "certificate-solvers", new NetworkPolicySpecArgs
            {
                PodSelector = new LabelSelectorArgs { MatchLabels = { { "acme.cert-manager.io/http01-solver", "true" } } },
                PolicyTypes = { "Ingress" },
                Ingress = new NetworkPolicyIngressRuleArgs { From = Peers(Peer.Gateway), Ports = Port(8089, PortProtocol.Tcp) },
            });
        }
        foreach (var pods in args.Connections.SelectMany(connection => new[] { connection.From, connection.To }).Where(peer => peer.Kind == PeerKind.Pods).Distinct())
            Allow(name, pods);
        RegisterOutputs();
    }

    /// <summary>The namespace, there.</summary>
    public Output<string> Namespace { get; }

    private void Allow(string name, Peer pods)
    {
        var spec = new NetworkPolicySpecArgs
        {
            PodSelector = new LabelSelectorArgs { MatchLabels = Cluster.Selector(pods.Name) },
            PolicyTypes = { "Ingress", "Egress" },
        };
        var ingress = Rules(connection => connection.To == pods, connection => connection.From);
        if (ingress.Count > 0)
            spec.Ingress = ingress.Select(rule => new NetworkPolicyIngressRuleArgs { From = rule.Peers, Ports = rule.Ports }).ToArray();
        var egress = Rules(connection => connection.From == pods, connection => connection.To);
        if (egress.Count > 0)
            spec.Egress = egress.Select(rule => new NetworkPolicyEgressRuleArgs { To = rule.Peers, Ports = rule.Ports }).ToArray();
        Policy($"{name}-{pods.Name}", pods.Name, spec);
    }

    /// <summary>One rule a peer, with the ports it may use.</summary>
    private List<(NetworkPolicyPeerArgs[] Peers, NetworkPolicyPortArgs[] Ports)> Rules(Func<Connection, bool> concerns, Func<Connection, Peer> other) =>
    [
        .. _args.Connections.Where(concerns).GroupBy(other).OrderBy(group => group.Key.Name, StringComparer.Ordinal).Select(group => (
            Peers(group.Key),
            group.OrderBy(connection => connection.Port).Select(connection => Port(connection.Port, connection.Protocol)).ToArray())),
    ];

    private NetworkPolicyPeerArgs[] Peers(Peer peer) => peer.Kind switch
    {
        PeerKind.Gateway => [new NetworkPolicyPeerArgs { NamespaceSelector = NamespaceNamed(_args.ProxyNamespace) }],
        PeerKind.Internet =>
        [
            new NetworkPolicyPeerArgs { IpBlock = new IPBlockArgs { Cidr = "0.0.0.0/0", Except = PrivateV4 } },
            new NetworkPolicyPeerArgs { IpBlock = new IPBlockArgs { Cidr = "::/0", Except = PrivateV6 } },
        ],
        _ => [new NetworkPolicyPeerArgs { PodSelector = new LabelSelectorArgs { MatchLabels = Cluster.Selector(peer.Name) } }],
    };

    private static LabelSelectorArgs NamespaceNamed(string name) => new() { MatchLabels = { { "kubernetes.io/metadata.name", name } } };

    private static NetworkPolicyPortArgs Port(int port, PortProtocol protocol) =>
        new() { Port = port, Protocol = protocol == PortProtocol.Udp ? "UDP" : "TCP" };

    private void Policy(string name, string objectName, NetworkPolicySpecArgs spec) => _ = new NetworkPolicy(name, new NetworkPolicyArgs
    {
        Metadata = new ObjectMetaArgs { Name = objectName, Namespace = Namespace, Labels = _cluster.Labels(objectName) },
        Spec = spec,
    }, _cluster.ChildOf(this));
}
