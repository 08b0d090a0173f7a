namespace Infra.Tests.Azure;

public sealed class RefusalsTests
{
    private const string Small =
        """
        apiVersion: score.dev/v1b1
        metadata: {name: small}
        containers:
          main:
            image: .
        """;

    [Fact]
    public async Task Everything_the_target_cannot_do_is_refused_at_once_before_any_resource()
    {
        var message = await AzureStack.RefusalAsync(
            """
            apiVersion: score.dev/v1b1
            metadata:
              name: odd
              annotations: {slipway.dev/replicas: "1001"}
            containers:
              first:
                image: .
                before: {second: {ready: started}}
                livenessProbe: {exec: {command: [/bin/true]}}
                files:
                  /etc/secret: {content: x, mode: "0600"}
                  /etc/binary: {binaryContent: AAEC}
                volumes:
                  /data: {source: folder}
              second:
                image: .
                resources: {limits: {cpu: "5"}}
            service:
              ports:
                one: {port: 80}
                two: {port: 53, protocol: UDP}
            resources:
              queue: {type: amqp}
            """);

        Assert.Contains("target 'azure' gives an app one port, 'odd' has 2 (one, two)", message);
        Assert.Contains("service.ports.two: target 'azure' has no UDP", message);
        Assert.Contains("target 'azure' runs at most 1000 replicas, 'odd' asks for 1001", message);
        Assert.Contains("target 'azure' gives a replica at most 4 processors and 8Gi of memory", message);
        Assert.Contains("containers.first.before.second.ready: is 'started', but target 'azure' starts containers at once", message);
        Assert.Contains("containers.first.livenessProbe.exec: target 'azure' checks by HTTP only", message);
        Assert.Contains("containers.first.files./etc/secret.mode: is '600', but target 'azure' makes every file 644", message);
        Assert.Contains("containers.first.files./etc/binary: target 'azure' brings files as texts, and this one is binary", message);
        Assert.Contains("containers.first.volumes./data.source: target 'azure' mounts volume resources, not 'folder'", message);
        Assert.Contains("resources.queue: target 'azure' does not provide 'amqp', only postgres, s3, redis, route, environment, secret, volume, service-port, dns", message);
    }

    [Fact]
    public async Task A_container_without_an_image_is_refused_with_what_to_set()
    {
        var message = await AzureStack.RefusalAsync([("tag", "")], Small);

        Assert.Contains("containers.main.image: nothing says which image '.' stands for: set slipway:tag, or slipway:images with an entry for 'small'", message);
    }

    [Fact]
    public async Task A_workload_whose_containers_all_end_first_is_refused()
    {
        var message = await AzureStack.RefusalAsync(Small.Replace("image: .", "image: .\n    before: {other: {ready: complete}}") + "\n  other:\n    image: .\n    before: {last: {ready: complete}}\n  last:\n    image: .\n    resources: {limits: {memory: 9Gi}}");

        Assert.Contains("gives a replica at most 4 processors and 8Gi", message);
    }

    [Fact]
    public async Task A_host_that_is_not_known_beforehand_is_refused()
    {
        var message = await AzureStack.RefusalAsync(AzureStack.Shop.Replace("host: ${resources.dns.host}", "host: www.${resources.dns.host}"));

        Assert.Contains("resources.route: params.host is 'www.${resources.dns.host}', but target 'azure' makes a certificate for every host and must know it beforehand", message);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("not_a_host.example.com/")]
    [InlineData("a-host-name-that-goes-on-and-on-until-no-certificate-has-room-for-it.example.com")]
    public async Task A_host_that_gets_no_certificate_is_refused(string host)
    {
        var message = await AzureStack.RefusalAsync(AzureStack.Shop.Replace("host: ${resources.dns.host}", $"host: {host}"));

        Assert.Contains($"params.host is '{host}', for which Azure gives no certificate", message);
    }

    [Fact]
    public async Task A_host_outside_of_the_zone_is_refused()
    {
        const string zone = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.com";
        var message = await AzureStack.RefusalAsync([("dnsZoneId", zone)], AzureStack.Shop.Replace("host: ${resources.dns.host}", "host: shop.example.org"));

        Assert.Contains("params.host is 'shop.example.org', which is no name below the zone 'example.com' of slipway:dnsZoneId", message);
    }

    [Fact]
    public async Task Without_Front_Door_only_whole_apps_are_routed_under_their_own_names()
    {
        var message = await AzureStack.RefusalAsync([("edge", "none"), ("internal", "false")],
            AzureStack.Shop.Replace("path: /\n      port", "path: /shop\n      port").Replace("host: ${resources.dns.host}", "host: shop.example.com"));

        Assert.Contains("params.host is 'shop.example.com', but without Front Door", message);
        Assert.Contains("params.path is '/shop', but without Front Door", message);
    }

    [Fact]
    public async Task A_route_to_a_job_or_to_a_port_that_is_not_there_is_refused()
    {
        var message = await AzureStack.RefusalAsync(AzureStack.Shop.Replace("path: /\n      port: http", "path: /\n      port: grpc").Replace("slipway.dev/replicas: \"2\"", "slipway.dev/kind: job"));

        Assert.Contains("params.port is 'grpc', expected the name or number of a port of workload 'shop'", message);
        Assert.Contains("target 'azure' runs the job 'shop' as a Container App Job, which no route leads to", message);
        Assert.Contains("target 'azure' runs the job 'shop' as a Container App Job, which cannot be reached: leave out its ports", message);
    }

    [Fact]
    public async Task Two_routes_for_the_same_requests_are_refused()
    {
        var message = await AzureStack.RefusalAsync(AzureStack.Shop + "\n  again:\n    type: route\n    params: {host: \"${resources.dns.host}\", path: /, port: http}\n");

        Assert.Contains("requests for 'shop/' are those of apps/shop/score.yaml:", message);
    }

    [Fact]
    public async Task Two_apps_that_would_have_one_name_are_refused()
    {
        var message = await AzureStack.RefusalAsync(
            Small.Replace("name: small", "name: s3-store-files"),
            Small.Replace("name: small", "name: store") + "\nresources:\n  files: {type: s3}\n");

        Assert.Contains("target 'azure' would call workload 's3-store-files' (apps/shop/score.yaml:2) and the gateway of 's3.default#store.files' the same, 's3-store-files': rename one of them", message);
    }

    [Fact]
    public async Task Settings_that_are_missing_are_all_told_at_once()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackProgram.DeclareAsync(new Dictionary<string, string> { ["target"] = "azure" }, Small));

        Assert.Contains("slipway:subscriptionId is missing, expected the id of the Azure subscription", error.Message);
        Assert.Contains("slipway:tenantId is missing, expected the id of the Entra tenant", error.Message);
        Assert.Contains("slipway:deployerObjectId is missing", error.Message);
        Assert.Contains("slipway:location is missing, expected a region such as westeurope", error.Message);
        Assert.Contains("slipway:alertEmails is missing", error.Message);
    }

    [Theory]
    [InlineData("subscriptionId", "mine", "slipway:subscriptionId is 'mine', expected the id of the Azure subscription")]
    [InlineData("location", "West Europe", "slipway:location is 'West Europe', expected a region such as westeurope")]
    [InlineData("network", "8.8.0.0/16", "slipway:network is '8.8.0.0/16', expected a block of private IPv4 addresses from /16 to /22")]
    [InlineData("network", "10.0.0.0/24", "slipway:network is '10.0.0.0/24'")]
    [InlineData("postgresSku", "B_Standard_B1ms", "slipway:postgresSku is 'B_Standard_B1ms', and burstable servers have no standby")]
    [InlineData("postgresStorageGigabytes", "100", "slipway:postgresStorageGigabytes is '100', expected one of: 32, 64, 128")]
    [InlineData("edge", "standard", "slipway:edge is 'standard', which has no private link to an internal environment")]
    [InlineData("deployerAddresses", """["10.0.0.1", "203.0.0.0/8"]""", "slipway:deployerAddresses has '203.0.0.0/8', expected a public IPv4 address")]
    [InlineData("registry", "acme.azurecr.io", "slipway:registryId is missing, expected the resource id of 'acme.azurecr.io'")]
    [InlineData("gatewayImage", "ghcr.io/versity/versitygw:latest", "slipway:gatewayImage is 'ghcr.io/versity/versitygw:latest', expected an image of versitygw with a tag or digest")]
    [InlineData("dnsZoneId", "example.com", "slipway:dnsZoneId is 'example.com', expected the resource id of a zone")]
    [InlineData("domain", "localhost", "slipway:domain is 'localhost', expected a domain name")]
    [InlineData("alertEmails", """["nobody"]""", "slipway:alertEmails has 'nobody', expected an e-mail address")]
    [InlineData("logDays", "7", "slipway:logDays is '7', expected a whole number from 30 to 730")]
    public async Task A_setting_that_cannot_be_is_refused_with_what_is_expected(string key, string value, string expected)
    {
        var message = await AzureStack.RefusalAsync([(key, value)], Small);

        Assert.Contains(expected, message);
    }
}
