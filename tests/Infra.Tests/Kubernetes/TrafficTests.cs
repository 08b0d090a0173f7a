using Newtonsoft.Json.Linq;

namespace Infra.Tests.Kubernetes;

public sealed class TrafficTests
{
    [Fact]
    public async Task The_namespace_is_closed_to_everything_in_both_directions()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var space = cluster["network-namespace"].SelectToken("metadata.labels")!;
        Assert.All(new[] { "enforce", "audit", "warn" }, mode => Assert.Equal("restricted", (string)space[$"pod-security.kubernetes.io/{mode}"]!));
        var deny = cluster["network-default-deny"]["spec"]!;
        Assert.Empty(deny["podSelector"]!);
        Assert.Equal(["Ingress", "Egress"], deny["policyTypes"]!.Values<string>());
        Assert.Null(deny["ingress"]);
        Assert.Null(deny["egress"]);
    }

    [Fact]
    public async Task Every_pod_may_ask_for_names_and_nothing_else_of_the_system()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var rule = Assert.Single(cluster["network-dns"].SelectToken("spec.egress")!);
        var peer = Assert.Single(rule["to"]!);
        Assert.Equal("kube-system", peer.SelectToken("namespaceSelector.matchLabels['kubernetes.io/metadata.name']"));
        Assert.Equal("kube-dns", peer.SelectToken("podSelector.matchLabels['k8s-app']"));
        Assert.Equal(["53/UDP", "53/TCP"], rule["ports"]!.Select(port => $"{port["port"]}/{port["protocol"]}"));
        Assert.Equal(["Egress"], cluster["network-dns"].SelectToken("spec.policyTypes")!.Values<string>());
    }

    [Fact]
    public async Task Exactly_the_connections_of_the_catalogue_are_open_and_each_on_both_ends()
    {
        var cluster = await Cluster.DeclareAsync([("internet", """["shop"]""")], Scores.All);

        string[] within =
        [
            "edge > shop 8080",
            "grafana > prometheus 9090",
            "keeper > jaeger 4317",
            "nightly > jaeger 4317",
            "nightly > postgres 5432",
            "postgres-backup > postgres 5432",
            "postgres-exporter > postgres 5432",
            "postgres-setup > postgres 5432",
            "prometheus > alertmanager 9093",
            "prometheus > edge 9113",
            "prometheus > postgres-exporter 9187",
            "prometheus > s3 9000",
            "prometheus > shop 8080",
            "s3-setup > s3 9000",
            "shop > jaeger 4317",
            "shop > postgres 5432",
            "shop > redis-shop-cache 6379",
            "shop > s3 9000",
            "shop > stock 5000",
            "stock > jaeger 4317",
            "stock > postgres 5432",
        ];
        Assert.Equal(within.Append("envoy-system > edge 8080").Append("envoy-system > shop 8080").Order(StringComparer.Ordinal), Connections(cluster, "ingress", "from", (peer, own) => $"{peer} > {own}"));
        Assert.Equal(within.Append("shop > 0.0.0.0/0 443").Append("shop > ::/0 443").Order(StringComparer.Ordinal), Connections(cluster, "egress", "to", (peer, own) => $"{own} > {peer}"));
    }

    [Fact]
    public async Task A_catalogue_without_data_opens_nothing_for_it()
    {
        var cluster = await Cluster.DeclareAsync(
            """
            apiVersion: score.dev/v1b1
            metadata:
              name: alone
            containers:
              main:
                image: registry.example/alone:1
            """);

        Assert.Equal(["alone > jaeger 4317", "grafana > prometheus 9090", "prometheus > alertmanager 9093"], Connections(cluster, "ingress", "from", (peer, own) => $"{peer} > {own}"));
        Assert.Null(cluster["network-alone"].SelectToken("spec.ingress"));
        Assert.False(cluster.Has("postgres-set"));
        Assert.False(cluster.Has("edge-gateway"));
    }

    [Fact]
    public async Task The_internet_does_not_stand_for_private_addresses()
    {
        var cluster = await Cluster.DeclareAsync([("internet", """["shop"]""")], Scores.All);

        var blocks = cluster["network-shop"].SelectTokens("spec.egress[*].to[*].ipBlock").ToList();
        Assert.Equal(["0.0.0.0/0", "::/0"], blocks.Select(block => (string)block["cidr"]!));
        Assert.Superset(new HashSet<string?> { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "100.64.0.0/10" }, blocks[0]["except"]!.Values<string>().ToHashSet());
        Assert.Superset(new HashSet<string?> { "fc00::/7", "fe80::/10", "::1/128" }, blocks[1]["except"]!.Values<string>().ToHashSet());
    }

    [Fact]
    public async Task A_udp_port_is_opened_as_one()
    {
        var cluster = await Cluster.DeclareAsync(Scores.Shop, Scores.Stock.Replace("targetPort: 5000", "targetPort: 5000\n      protocol: UDP"));

        var rule = cluster["network-stock"].SelectToken("spec.ingress[0]")!;
        Assert.Equal("UDP", (string)rule.SelectToken("ports[0].protocol")!);
        Assert.Equal("UDP", (string)cluster["stock-service"].SelectToken("spec.ports[0].protocol")!);
    }

    private static IEnumerable<string> Connections(Cluster cluster, string direction, string peers, Func<string, string, string> write)
    {
        var found =
            from policy in cluster.OfKind("NetworkPolicy")
            where policy.Name is not "network-dns"
            from rule in policy.Inputs.SelectTokens($"spec.{direction}[*]")
            from peer in Peers(rule[peers]!)
            from port in rule["ports"]!
            select $"{write(peer, (string)policy.Inputs.SelectToken("spec.podSelector.matchLabels['app.kubernetes.io/name']")!)} {port["port"]}";
        return found.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Peers(JToken peers) => peers.Select(peer =>
        (string?)peer.SelectToken("podSelector.matchLabels['app.kubernetes.io/name']")
        ?? (string?)peer.SelectToken("namespaceSelector.matchLabels['kubernetes.io/metadata.name']")
        ?? (string)peer.SelectToken("ipBlock.cidr")!);
}
