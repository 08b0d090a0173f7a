using Newtonsoft.Json.Linq;

namespace Infra.Tests.Kubernetes;

public sealed class RouteTests
{
    [Fact]
    public async Task A_route_leads_to_each_slot_with_the_share_of_the_release()
    {
        var cluster = await Cluster.DeclareAsync([("releases", """{"shop":{"stable":"blue","slots":{"blue":{"weight":90,"kept":true},"green":{"weight":10}}}}""")], Scores.All);

        var backends = cluster["route-shop-root-http"].SelectTokens("spec.rules[0].backendRefs[*]");
        Assert.Equal(["shop-blue:80 90", "shop-green:80 10"], backends.Select(backend => $"{backend["name"]}:{backend["port"]} {backend["weight"]}"));
    }

    [Fact]
    public async Task Without_a_release_all_traffic_goes_to_the_first_slot()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var rule = Assert.Single(cluster["route-shop-root-http"].SelectToken("spec.rules")!);
        var backend = Assert.Single(rule["backendRefs"]!);
        Assert.Equal(("shop-blue", 80, 100), ((string)backend["name"]!, (int)backend["port"]!, (int)backend["weight"]!));
        Assert.Equal(("PathPrefix", "/"), ((string)rule.SelectToken("matches[0].path.type")!, (string)rule.SelectToken("matches[0].path.value")!));
        Assert.Equal(["shop.test.example"], cluster["route-shop-root-http"].SelectToken("spec.hostnames")!.Values<string>());
    }

    [Fact]
    public async Task A_slot_that_gets_no_traffic_stays_in_the_route_to_go_back_to()
    {
        var cluster = await Cluster.DeclareAsync([("releases", """{"shop":{"stable":"blue","slots":{"blue":{"weight":0,"kept":true},"green":{"weight":100}}}}""")], Scores.All);

        Assert.Equal(["0", "100"], cluster["route-shop-root-http"].SelectTokens("spec.rules[0].backendRefs[*].weight").Select(weight => (string)weight!));
        Assert.True(cluster.Has("shop-blue-deployment"));
    }

    [Fact]
    public async Task Nobody_says_who_he_is_himself()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        foreach (var route in new[] { "root", "status", "events" })
        {
            var filter = Assert.Single(cluster[$"route-shop-{route}-http"].SelectToken("spec.rules[0].filters")!);
            Assert.Equal("RequestHeaderModifier", filter["type"]);
            Assert.Equal(["X-User-Id"], filter.SelectToken("requestHeaderModifier.remove")!.Values<string>());
        }
    }

    [Theory]
    [InlineData("root", "60s")]
    [InlineData("status", "7s")]
    [InlineData("events", "0s")]
    public async Task An_answer_has_the_time_the_route_gives_it_and_a_stream_has_no_end(string route, string timeout)
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        Assert.Equal(timeout, cluster[$"route-shop-{route}-http"].SelectToken("spec.rules[0].timeouts.request"));
    }

    [Fact]
    public async Task Figures_are_not_for_the_public()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var hidden = cluster["shop.hidden"]["spec"]!;
        Assert.Equal(["shop.example.com", "shop.test.example"], hidden["hostnames"]!.Values<string>());
        Assert.Equal("/metrics", (string)hidden.SelectToken("rules[0].matches[0].path.value")!);
        Assert.Equal("edge", (string)hidden.SelectToken("rules[0].backendRefs[0].name")!);
        var proxy = (string)cluster["edge-proxy-texts"].SelectToken("data['nginx.conf']")!;
        Assert.Contains("location ^~ /metrics {\n            return 404 ", proxy);
        Assert.Contains("location / {\n            return 404 ", proxy);
    }

    [Fact]
    public async Task A_cached_route_goes_by_way_of_the_cache_which_divides_traffic_as_the_gateway_does()
    {
        var cluster = await Cluster.DeclareAsync([("releases", """{"shop":{"stable":"blue","slots":{"blue":{"weight":90,"kept":true},"green":{"weight":10}}}}""")], Scores.All);

        var backend = Assert.Single(cluster["route-shop-status-http"].SelectTokens("spec.rules[0].backendRefs[*]"));
        Assert.Equal(("edge", 8080), ((string)backend["name"]!, (int)backend["port"]!));
        var proxy = (string)cluster["edge-proxy-texts"].SelectToken("data['nginx.conf']")!;
        Assert.Contains("server shop-blue:80 weight=90;\n        server shop-green:80 weight=10;", proxy);
        Assert.Contains("proxy_cache_valid 200 5s;", proxy);
        Assert.Contains("proxy_read_timeout 7s;", proxy);
        Assert.Equal(2, (int)cluster["edge-deployment"].SelectToken("spec.replicas")!);
        Assert.Equal(1, (int)cluster["edge-budget"].SelectToken("spec.maxUnavailable")!);
    }

    [Fact]
    public async Task The_gateway_serves_nothing_in_the_clear()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var listeners = cluster["edge-gateway"].SelectTokens("spec.listeners[*]").ToList();
        Assert.Equal(["http", "https", "https-shop-example-com"], listeners.Select(listener => (string)listener["name"]!));
        Assert.All(listeners.Skip(1), listener =>
        {
            Assert.Equal(("HTTPS", 443, "Terminate"), ((string)listener["protocol"]!, (int)listener["port"]!, (string)listener.SelectToken("tls.mode")!));
            Assert.NotNull(listener.SelectToken("tls.certificateRefs[0].name"));
        });
        Assert.All(listeners, listener => Assert.Equal("Same", listener.SelectToken("allowedRoutes.namespaces.from")));
        Assert.Equal(["*.test.example", "shop.example.com"], listeners.Skip(1).Select(listener => (string)listener["hostname"]!));

        var routes = cluster.OfKind("HTTPRoute").ToList();
        var clear = Assert.Single(routes, route => route.Inputs.SelectTokens("spec.parentRefs[*].sectionName").Any(name => (string)name! == "http"));
        var redirect = clear.Inputs.SelectToken("spec.rules[0].filters[0].requestRedirect")!;
        Assert.Equal(("https", 301), ((string)redirect["scheme"]!, (int)redirect["statusCode"]!));
        Assert.All(routes.Where(route => route.Name != clear.Name), route =>
            Assert.All(route.Inputs.SelectTokens("spec.parentRefs[*]"), parent => Assert.StartsWith("https", (string)parent["sectionName"]!)));
        Assert.Equal(["https-shop-example-com"], cluster["route-shop-events-http"].SelectTokens("spec.parentRefs[*].sectionName").Select(name => (string)name!));
    }

    [Fact]
    public async Task Certificates_come_from_the_issuer_each_name_its_own()
    {
        var cluster = await Cluster.DeclareAsync([("certificateIssuer", "letsencrypt"), ("tlsSecret", "test-tls")], Scores.All);

        Assert.Equal("letsencrypt", cluster["edge-gateway"].SelectToken("metadata.annotations['cert-manager.io/cluster-issuer']"));
        Assert.Equal(["test-tls", "https-shop-example-com-tls"], cluster["edge-gateway"].SelectTokens("spec.listeners[*].tls.certificateRefs[0].name").Select(name => (string)name!));
        var solvers = cluster["network-certificate-solvers"]["spec"]!;
        Assert.Equal("true", solvers.SelectToken("podSelector.matchLabels['acme.cert-manager.io/http01-solver']"));
        Assert.Equal("envoy-system", solvers.SelectToken("ingress[0].from[0].namespaceSelector.matchLabels['kubernetes.io/metadata.name']"));
    }

    [Fact]
    public async Task Routes_hang_at_a_gateway_that_is_there_already_where_one_is_named()
    {
        var cluster = await Cluster.DeclareAsync([("gatewayClass", ""), ("gateway", "infra/public")], Scores.All);

        Assert.False(cluster.Has("edge-gateway"));
        Assert.False(cluster.Has("edge-redirect"));
        Assert.All(cluster.OfKind("HTTPRoute"), route => Assert.Equal(("infra", "public"), ((string)route.Inputs.SelectToken("spec.parentRefs[0].namespace")!, (string)route.Inputs.SelectToken("spec.parentRefs[0].name")!)));
    }
}
