using System.Collections.Immutable;

namespace Infra.Tests.Aws;

public sealed class RoutingTests
{
    [Fact]
    public async Task A_routed_workload_has_two_groups_and_all_traffic_begins_at_the_first()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(["shop-8080-blue", "shop-8080-green"], stack.All("lb/targetGroup").Select(group => group.Name));
        var rule = stack.One("lb/listenerRule", "route-shop-route-8080");
        var groups = rule.List("actions").Map(0).Map("forward").List("targetGroups");
        Assert.Equal(("arn-of-shop-8080-blue", 100d), ((string)groups.Map(0)["arn"], (double)groups.Map(0)["weight"]));
        Assert.Equal(("arn-of-shop-8080-green", 0d), ((string)groups.Map(1)["arn"], (double)groups.Map(1)["weight"]));
        Assert.Equal("arn-of-edge", rule.Text("listenerArn"));
        Assert.Equal("shop.shop.example.com", rule.List("conditions").Map(0).Map("hostHeader").List("values")[0]);
    }

    [Fact]
    public async Task Each_slot_is_a_service_that_joins_the_group_of_its_slot()
    {
        var stack = await AwsStack.DeclareAsync();

        foreach (var slot in (string[])["blue", "green"])
        {
            var balancer = stack.One("ecs/service", $"shop-{slot}").List("loadBalancers").Map(0);
            Assert.Equal($"arn-of-shop-8080-{slot}", balancer["targetGroupArn"]);
            Assert.Equal("api", balancer["containerName"]);
            Assert.Equal(8080d, balancer["containerPort"]);
        }
        Assert.Equal(2, stack.One("ecs/service", "shop-blue").Number("desiredCount"));
        Assert.Equal(0, stack.One("ecs/service", "shop-green").Number("desiredCount"));
        Assert.Empty(stack.One("ecs/service", "worker").Inputs.GetValueOrDefault("loadBalancers") is ImmutableArray<object> list ? list : []);
    }

    [Fact]
    public async Task Longer_paths_come_first_and_figures_are_kept_from_the_public()
    {
        var stack = await AwsStack.DeclareAsync();

        double Priority(string name) => stack.One("lb/listenerRule", name).Number("priority");
        Assert.True(Priority("route-shop-api-route-8080") < Priority("route-shop-route-8080"));
        Assert.Equal(["/api", "/api/*"], stack.One("lb/listenerRule", "route-shop-api-route-8080").List("conditions").Map(1).Map("pathPattern").List("values").Cast<string>());
        var guard = Assert.Single(stack.All("lb/listenerRule"), rule => rule.Name!.EndsWith("-figures", StringComparison.Ordinal));
        Assert.True(guard.Number("priority") < Priority("route-shop-api-route-8080"));
        Assert.Equal("/metrics", guard.List("conditions").Map(1).Map("pathPattern").List("values")[0]);
        Assert.Equal("404", guard.List("actions").Map(0).Map("fixedResponse")["statusCode"]);
    }

    [Fact]
    public async Task The_priority_of_a_rule_does_not_depend_on_other_routes()
    {
        var alone = await AwsStack.DeclareAsync([AwsStack.Shop]);
        var together = await AwsStack.DeclareAsync([AwsStack.Shop, AwsStack.Shop.Replace("name: shop", "name: other").Replace("workload: shop", "workload: other").Replace("id: shared", "id: second")]);

        Assert.All(alone.All("lb/listenerRule"), rule => Assert.Equal(rule.Number("priority"), together.One("lb/listenerRule", rule.Name!).Number("priority")));
    }

    [Fact]
    public async Task The_door_speaks_modern_tls_alone_and_sends_plain_requests_there()
    {
        var stack = await AwsStack.DeclareAsync();

        var listener = stack.One("lb/listener", "edge");
        Assert.Equal("HTTPS", listener.Text("protocol"));
        Assert.StartsWith("ELBSecurityPolicy-TLS13-1-2", listener.Text("sslPolicy"));
        Assert.Equal("fixed-response", listener.List("defaultActions").Map(0)["type"]);
        var plain = stack.One("lb/listener", "edge-http").List("defaultActions").Map(0);
        Assert.Equal("redirect", plain["type"]);
        Assert.Equal("HTTPS", plain.Map("redirect")["protocol"]);
        var balancer = Assert.Single(stack.All("lb/loadBalancer"));
        Assert.True(balancer.Flag("dropInvalidHeaderFields"));
        Assert.True(balancer.Flag("enableDeletionProtection"));
        Assert.Equal(300, balancer.Number("idleTimeout"));
        Assert.Equal("access-logs-id", balancer.Map("accessLogs")["bucket"]);
        Assert.Equal(["network-public-a-id", "network-public-b-id"], balancer.List("subnets").Cast<string>());
    }

    [Fact]
    public async Task A_certificate_is_made_where_the_zone_is_ours_and_taken_where_it_is_given()
    {
        var made = await AwsStack.DeclareAsync();
        var given = await AwsStack.DeclareAsync(("hostedZoneId", ""), ("certificateArn", "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b"));

        Assert.Equal("_proof.example.com", made.One("route53/record", "edge-certificate").Text("name"));
        Assert.Single(made.All("route53/record"), record => record.Inputs.ContainsKey("aliases"));
        Assert.Empty(given.All("acm/certificate"));
        Assert.DoesNotContain(given.All("route53/record"), record => record.Inputs.ContainsKey("aliases"));
        Assert.Equal("arn:aws:acm:eu-central-1:111122223333:certificate/0a1b", given.One("lb/listener", "edge").Text("certificateArn"));
    }

    [Fact]
    public async Task The_firewall_knows_attacks_limits_rates_refuses_claimed_identities_and_logs_without_credentials()
    {
        var stack = await AwsStack.DeclareAsync(("rateLimit", "500"));

        var firewall = Assert.Single(stack.All("wafv2/webAcl"));
        var rules = Enumerable.Range(0, firewall.List("rules").Length).Select(index => firewall.List("rules").Map(index)).ToDictionary(rule => (string)rule["name"]);
        Assert.Equal(["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet", "NoClaimedIdentity", "RateLimit"], rules.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(500d, rules["RateLimit"].Map("statement").Map("rateBasedStatement")["limit"]);
        Assert.Equal(rules.Count, rules.Values.Select(rule => rule["priority"]).Distinct().Count());
        Assert.Equal("arn-of-edge", Assert.Single(stack.All("wafv2/webAclAssociation")).Text("resourceArn"));
        Assert.Equal(2, Assert.Single(stack.All("wafv2/webAclLoggingConfiguration")).List("redactedFields").Length);
    }

    [Fact]
    public async Task Others_find_the_live_slot_by_a_name_that_moves_with_releases()
    {
        var stack = await AwsStack.DeclareAsync();

        var variables = stack.Containers("worker")["run"]["environment"]!.ToDictionary(variable => (string)variable["name"]!, variable => (string)variable["value"]!);
        Assert.Equal("http://shop.test.internal:8080", variables["SHOP"]);
        Assert.Equal(
            ["shop-blue.instances.test.internal 100", "shop-green.instances.test.internal 0"],
            stack.All("route53/record").Where(record => record.Inputs.ContainsKey("weightedRoutingPolicies")).Select(record => $"{record.List("records")[0]} {record.List("weightedRoutingPolicies").Map(0)["weight"]}"));
    }

    [Fact]
    public async Task Without_routes_there_is_no_door()
    {
        var stack = await AwsStack.DeclareAsync([AwsStack.Job]);

        Assert.Empty(stack.All("lb/loadBalancer"));
        Assert.Empty(stack.All("wafv2/webAcl"));
        Assert.DoesNotContain(stack.All("vpc/securityGroupIngressRule"), rule => rule.Inputs.ContainsKey("cidrIpv4"));
    }
}
