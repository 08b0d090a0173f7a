using System.Collections.Immutable;

namespace Infra.Tests.Azure;

public sealed class PlatformPartsTests
{
    [Fact]
    public async Task Everything_that_can_carry_tags_says_whose_it_is()
    {
        var declared = await AzureStack.DeclareAsync([("owner", "shop-team"), ("costCentre", "4711")], AzureStack.Shop);

        var tagged = declared.Where(resource => resource.Inputs.ContainsKey("tags")).ToList();
        Assert.All(tagged, resource =>
        {
            Assert.Equal("shop-team", resource.At("tags.owner"));
            Assert.Equal("4711", resource.At("tags.cost-centre"));
            Assert.Equal("slipway", resource.At("tags.managed-by"));
            Assert.Equal("slipway", resource.At("tags.project"));
            Assert.Equal("test", resource.At("tags.stack"));
        });
        var untagged = declared.Where(resource => resource.Type!.StartsWith("azure:", StringComparison.Ordinal) && !resource.Inputs.ContainsKey("tags"));
        Assert.Subset(Untaggable, untagged.Select(resource => resource.Type!).ToHashSet());
    }

    [Fact]
    public async Task The_provider_gets_subscription_and_tenant_from_settings_and_registers_nothing()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var provider = declared.One("pulumi:providers:azure");
        Assert.Equal("11111111-1111-1111-1111-111111111111", provider.At("subscriptionId"));
        Assert.Equal("22222222-2222-2222-2222-222222222222", provider.At("tenantId"));
        Assert.Equal("none", provider.At("resourceProviderRegistrations"));
        Assert.All(declared.Where(resource => resource.Inputs.ContainsKey("location")), resource => Assert.Equal("westeurope", resource.At("location")));
    }

    [Fact]
    public async Task Subnets_are_cut_from_the_networks_addresses_and_handed_to_their_services()
    {
        var declared = await AzureStack.DeclareAsync([("network", "172.20.0.0/20")], AzureStack.Shop);

        Assert.Equal("172.20.0.0/20", declared.One("azure:network/virtualNetwork:VirtualNetwork").At("addressSpaces.0"));
        var subnets = declared.OfType("azure:network/subnet:Subnet").ToDictionary(subnet => (string)subnet.Inputs["name"]);
        Assert.Equal("172.20.0.0/23", subnets["apps"].At("addressPrefixes.0"));
        Assert.Equal("Microsoft.App/environments", subnets["apps"].At("delegations.0.serviceDelegation.name"));
        Assert.Equal("172.20.2.0/26", subnets["data"].At("addressPrefixes.0"));
        Assert.Equal("Microsoft.DBforPostgreSQL/flexibleServers", subnets["data"].At("delegations.0.serviceDelegation.name"));
        Assert.Equal("172.20.2.64/26", subnets["endpoints"].At("addressPrefixes.0"));
        Assert.Equal(3, declared.OfType("azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation").Count());
    }

    [Fact]
    public async Task Every_subnet_refuses_what_is_not_listed_and_the_database_hears_apps_only()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var groups = declared.OfType("azure:network/networkSecurityGroup:NetworkSecurityGroup").ToList();
        Assert.Equal(3, groups.Count);
        Assert.All(groups, group =>
        {
            var last = group.MapsAt("securityRules").MaxBy(rule => (double)rule["priority"])!;
            Assert.Equal(("Deny", "*", "*"), ((string)last["access"], (string)last["sourceAddressPrefix"], (string)last["protocol"]));
            Assert.DoesNotContain(group.MapsAt("securityRules"), rule => rule["access"] is "Allow" && rule["sourceAddressPrefix"] is "*" or "Internet");
        });
        var database = groups.Single(group => group.Name == "data-rules").MapsAt("securityRules").Where(rule => rule["access"] is "Allow");
        Assert.Equal(["10.40.0.0/23", "10.40.2.0/26"], database.Select(rule => (string)rule["sourceAddressPrefix"]).Order());
    }

    [Fact]
    public async Task Apps_leave_by_one_address_that_stays_unless_the_environment_does_without()
    {
        var fixedEgress = await AzureStack.DeclareAsync(AzureStack.Shop);
        var open = await AzureStack.DeclareAsync([("fixedEgress", "false")], AzureStack.Shop);

        var association = fixedEgress.One("azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation");
        Assert.Equal(("subnet-apps-id", "egress-id"), ((string)association.Inputs["subnetId"], (string)association.Inputs["natGatewayId"]));
        Assert.All(fixedEgress.OfType("azure:network/subnet:Subnet"), subnet => Assert.Equal(false, subnet.At("defaultOutboundAccessEnabled")));
        Assert.Empty(open.OfType("azure:network/natGateway:NatGateway"));
        Assert.Equal(true, open.One("azure:network/subnet:Subnet", "subnet-apps").At("defaultOutboundAccessEnabled"));
    }

    [Fact]
    public async Task The_environment_is_internal_zone_redundant_and_logs_to_the_workspace()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var environment = declared.One("azure:containerapp/environment:Environment");
        Assert.Equal(true, environment.At("internalLoadBalancerEnabled"));
        Assert.Equal("Disabled", environment.At("publicNetworkAccess"));
        Assert.Equal(true, environment.At("zoneRedundancyEnabled"));
        Assert.Equal("subnet-apps-id", environment.At("infrastructureSubnetId"));
        Assert.Equal("logs-id", environment.At("logAnalyticsWorkspaceId"));
        Assert.Equal("10.40.0.99", declared.One("azure:privatedns/aRecord:ARecord").At("records.0"));
    }

    [Fact]
    public async Task An_external_environment_hears_Front_Door_only()
    {
        var declared = await AzureStack.DeclareAsync([("internal", "false")], AzureStack.Shop);

        Assert.Equal("Enabled", declared.One("azure:containerapp/environment:Environment").At("publicNetworkAccess"));
        var sources = declared.OfType("azure:network/networkSecurityGroup:NetworkSecurityGroup").Single(group => group.Name == "apps-rules")
            .MapsAt("securityRules").Where(rule => rule["access"] is "Allow").Select(rule => rule["sourceAddressPrefix"]);
        Assert.Contains("AzureFrontDoor.Backend", sources);
        Assert.DoesNotContain("Internet", sources);
        Assert.Null(declared.One("azure:cdn/frontdoorOrigin:FrontdoorOrigin").At("privateLink"));
    }

    [Fact]
    public async Task Requests_come_in_by_HTTPS_over_a_private_link_to_the_app_of_their_route()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var route = declared.One("azure:cdn/frontdoorRoute:FrontdoorRoute");
        Assert.Equal("HttpsOnly", route.At("forwardingProtocol"));
        Assert.Equal(true, route.At("httpsRedirectEnabled"));
        Assert.Equal(["/*"], route.ListAt("patternsToMatches"));
        Assert.Equal("shop-origins-id", route.At("cdnFrontdoorOriginGroupId"));
        var origin = declared.One("azure:cdn/frontdoorOrigin:FrontdoorOrigin");
        Assert.Equal("shop.env.example.net", origin.At("hostName"));
        Assert.Equal("shop.env.example.net", origin.At("originHostHeader"));
        Assert.Equal(true, origin.At("certificateNameCheckEnabled"));
        Assert.Equal("environment-id", origin.At("privateLink.privateLinkTargetId"));
        Assert.Equal("managedEnvironments", origin.At("privateLink.targetType"));
    }

    [Fact]
    public async Task The_firewall_prevents_limits_rates_and_hides_figures_before_every_host()
    {
        var declared = await AzureStack.DeclareAsync([("requestsPerMinute", "500")], AzureStack.Shop);

        var firewall = declared.One("azure:cdn/frontdoorFirewallPolicy:FrontdoorFirewallPolicy");
        Assert.Equal("Prevention", firewall.At("mode"));
        Assert.Equal(true, firewall.At("enabled"));
        Assert.Equal(["Microsoft_DefaultRuleSet", "Microsoft_BotManagerRuleSet"], firewall.MapsAt("managedRules").Select(rule => rule["type"]));
        Assert.All(firewall.MapsAt("managedRules"), rule => Assert.Equal("Block", rule["action"]));
        var rules = firewall.MapsAt("customRules").ToList();
        Assert.Equal(500.0, rules.Single(rule => rule["type"] is "RateLimitRule")["rateLimitThreshold"]);
        var hidden = ((ImmutableArray<object>)rules.Single(rule => rule["type"] is "MatchRule")["matchConditions"]).Cast<ImmutableDictionary<string, object>>().ToList();
        Assert.Equal("shop.azurefd.net", ((ImmutableArray<object>)hidden[0]["matchValues"])[0]);
        Assert.Equal(@"^/+metrics(/|\?|$)", ((ImmutableArray<object>)hidden[1]["matchValues"])[0]);
        var guarded = declared.One("azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy");
        Assert.Equal("firewall-id", guarded.At("securityPolicies.firewall.cdnFrontdoorFirewallPolicyId"));
        Assert.Equal("shop-id", guarded.At("securityPolicies.firewall.association.domains.0.cdnFrontdoorDomainId"));
    }

    [Fact]
    public async Task A_domain_gets_a_certificate_records_in_its_zone_and_the_firewall()
    {
        const string zone = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.com";
        var declared = await AzureStack.DeclareAsync([("domain", "eu.example.com"), ("dnsZoneId", zone)], AzureStack.Shop);

        var domain = declared.One("azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain");
        Assert.Equal("shop.eu.example.com", domain.At("hostName"));
        Assert.Equal("ManagedCertificate", domain.At("tls.certificateType"));
        Assert.Equal("TLS12", domain.At("tls.minimumVersion"));
        var proof = declared.One("azure:dns/txtRecord:TxtRecord");
        Assert.Equal(("_dnsauth.shop.eu", "example.com", "dns"), ((string)proof.Inputs["name"], (string)proof.Inputs["zoneName"], (string)proof.Inputs["resourceGroupName"]));
        Assert.Equal("proof-of-domain", proof.At("records.0.value"));
        Assert.Equal("shop.eu.example.com.azurefd.net", declared.One("azure:dns/cNameRecord:CNameRecord").At("record"));
        Assert.Equal(["shop.eu.example.com-domain-id"], declared.One("azure:cdn/frontdoorRoute:FrontdoorRoute").ListAt("cdnFrontdoorCustomDomainIds"));
        Assert.Equal(2, declared.One("azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy").ListAt("securityPolicies.firewall.association.domains").Count);
    }

    [Fact]
    public async Task Answers_are_cached_where_a_route_asks_for_it_but_never_shared_between_users()
    {
        const string annotations = "type: route\n    metadata: {annotations: {slipway.dev/cache: 5s}}";
        var cached = await AzureStack.DeclareAsync(AzureStack.Shop.Replace("type: route", annotations));
        var keyed = await AzureStack.DeclareAsync(AzureStack.Shop.Replace("type: route", annotations.Replace("5s", "5s, slipway.dev/cache-key: X-User-Id")));

        Assert.Equal("00:00:05", cached.One("azure:cdn/frontdoorRule:FrontdoorRule").At("actions.routeConfigurationOverrideAction.cacheDuration"));
        Assert.Single(cached.One("azure:cdn/frontdoorRoute:FrontdoorRoute").ListAt("cdnFrontdoorRuleSetIds"));
        Assert.Empty(keyed.OfType("azure:cdn/frontdoorRule:FrontdoorRule"));
        Assert.Null(keyed.One("azure:cdn/frontdoorRoute:FrontdoorRoute").At("cdnFrontdoorRuleSetIds"));
    }

    [Theory]
    [InlineData("5s", 16)]
    [InlineData("150s", 150)]
    [InlineData("1h", 240)]
    public async Task The_edge_waits_as_long_as_the_most_patient_route_within_what_Azure_allows(string timeout, double seconds)
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop.Replace("type: route", $"type: route\n    metadata: {{annotations: {{slipway.dev/read-timeout: {timeout}}}}}"));

        Assert.Equal(seconds, declared.One("azure:cdn/frontdoorProfile:FrontdoorProfile").At("responseTimeoutSeconds"));
    }

    [Fact]
    public async Task Logs_of_every_service_go_to_one_workspace_and_are_kept()
    {
        var declared = await AzureStack.DeclareAsync([("logDays", "120")], AzureStack.Shop);

        Assert.Equal(120.0, declared.One("azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace").At("retentionInDays"));
        Assert.Equal("logs-id", declared.One("azure:appinsights/insights:Insights").At("workspaceId"));
        var settings = declared.OfType("azure:monitoring/diagnosticSetting:DiagnosticSetting").ToList();
        Assert.All(settings, setting => Assert.Equal("logs-id", setting.At("logAnalyticsWorkspaceId")));
        Assert.Equal(
            ["edge-id", "objects-id/blobServices/default", "postgres-id", "redis-shop-cache-id/databases/default", "registry-id", "vault-id"],
            settings.Select(setting => (string)setting.Inputs["targetResourceId"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_alert_tells_the_group_and_names_a_section_of_the_runbook_that_is_there()
    {
        var declared = await AzureStack.DeclareAsync([("alertWebhook", "https://hooks.example.com/x")], AzureStack.Shop);

        var group = declared.One("azure:monitoring/actionGroup:ActionGroup");
        Assert.Equal("team@example.com", group.At("emailReceivers.0.emailAddress"));
        Assert.Equal("https://hooks.example.com/x", group.At("webhookReceivers.0.serviceUri"));
        var metrics = declared.OfType("azure:monitoring/metricAlert:MetricAlert").ToList();
        var queries = declared.OfType("azure:monitoring/scheduledQueryRulesAlertV2:ScheduledQueryRulesAlertV2").ToList();
        Assert.All(metrics, alert => Assert.Equal("monitoring-group-id", alert.At("actions.0.actionGroupId")));
        Assert.All(queries, alert => Assert.Equal("monitoring-group-id", alert.At("action.actionGroups.0")));
        var sections = File.ReadAllLines(Path.Combine(Checkout(), "docs", "RUNBOOKS", "azure.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).ToHashSet();
        Assert.All(metrics.Concat(queries), alert =>
        {
            var anchor = ((string)alert.Inputs["description"]).Split("docs/RUNBOOKS/azure.md#")[1];
            Assert.Contains(anchor, sections);
        });
        Assert.Superset(new HashSet<string> { "alert-shop-server-errors", "alert-shop-no-replica", "alert-postgres-postgres-down", "alert-shop-unreachable", "alert-vault-vault-availability" },
            metrics.Select(alert => alert.Name!).ToHashSet());
    }

    [Fact]
    public async Task A_public_address_is_tried_where_its_health_check_is_routed()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        var test = declared.One("azure:appinsights/standardWebTest:StandardWebTest");
        Assert.Equal("https://shop.azurefd.net/ready", test.At("request.url"));
        Assert.Equal(true, test.At("validationRules.sslCheckEnabled"));
    }

    // Kinds that Azure gives no tags.
    private static readonly HashSet<string> Untaggable =
    [
        "azure:authorization/assignment:Assignment",
        "azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain",
        "azure:cdn/frontdoorOrigin:FrontdoorOrigin",
        "azure:cdn/frontdoorOriginGroup:FrontdoorOriginGroup",
        "azure:cdn/frontdoorRoute:FrontdoorRoute",
        "azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy",
        "azure:containerapp/environmentStorage:EnvironmentStorage",
        "azure:management/lock:Lock",
        "azure:monitoring/diagnosticSetting:DiagnosticSetting",
        "azure:network/natGatewayPublicIpAssociation:NatGatewayPublicIpAssociation",
        "azure:network/subnet:Subnet",
        "azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation",
        "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation",
        "azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration",
        "azure:postgresql/flexibleServerDatabase:FlexibleServerDatabase",
        "azure:storage/container:Container",
        "azure:storage/managementPolicy:ManagementPolicy",
        "azure:storage/share:Share",
    ];

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pulumi.yaml")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
