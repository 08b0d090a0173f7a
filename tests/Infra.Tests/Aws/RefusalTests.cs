namespace Infra.Tests.Aws;

public sealed class RefusalTests
{
    [Fact]
    public async Task Every_problem_of_the_settings_is_told_at_once()
    {
        var message = await AwsStack.RefusalAsync([AwsStack.Shop],
            ("region", "Frankfurt"), ("account", "42"), ("zones", """["us-east-1a"]"""), ("network", "10.0.0.0/28"), ("domain", "shop"), ("hostedZoneId", ""),
            ("drainSeconds", "60"), ("stopSeconds", "30"), ("logDays", "31"), ("natGateways", "two"), ("alertEmails", """["nobody"]"""), ("egressPorts", """["http"]"""));

        Assert.Contains("slipway:region is 'Frankfurt', expected a region such as 'eu-central-1'", message);
        Assert.Contains("slipway:account is '42', expected an account of twelve digits", message);
        Assert.Contains("slipway:zones is [us-east-1a], expected two or three different availability zones of 'Frankfurt'", message);
        Assert.Contains("slipway:network is '10.0.0.0/28', expected a range of addresses of length 16 to 22", message);
        Assert.Contains("slipway:domain is 'shop', expected a domain such as 'example.com'", message);
        Assert.Contains("slipway:hostedZoneId and slipway:certificateArn are both missing", message);
        Assert.Contains("slipway:stopSeconds is 30, expected more than slipway:drainSeconds (60)", message);
        Assert.Contains("slipway:logDays is '31', expected one of: 1, 3, 5", message);
        Assert.Contains("slipway:natGateways is 'two', expected one of: one, per-zone", message);
        Assert.Contains("slipway:alertEmails has 'nobody', expected a mail address", message);
        Assert.Contains("slipway:egressPorts has 'http', expected ports from 1 to 65535", message);
    }

    [Fact]
    public async Task What_must_be_set_is_named_when_it_is_missing()
    {
        var message = (await Assert.ThrowsAnyAsync<Exception>(() => StackProgram.DeclareAsync(new Dictionary<string, string> { ["target"] = "aws" }, AwsStack.Shop))).Message;

        Assert.All((string[])["region", "account", "zones", "domain"], key => Assert.Contains($"slipway:{key} is missing", message));
    }

    [Fact]
    public async Task Everything_a_workload_asks_for_that_aws_cannot_do_is_told_at_once()
    {
        var message = await AwsStack.RefusalAsync(
        [
            AwsStack.Shop
                .Replace("type: dns", "type: mongodb")
                .Replace("${resources.dns.host}", "shop.elsewhere.example")
                .Replace("read-timeout: 5m", "read-timeout: 2h")
                .Replace("path: /api", "path: /api/*")
                .Replace("/etc/shop/shop.yaml", "/app/shop.yaml")
                .Replace("source: ${resources.data}", "source: /srv/data"),
        ],
            ("tag", ""));

        Assert.Contains("target 'aws' does not provide 'mongodb', only postgres, s3, redis, route, environment, secret, volume, service-port, dns", message);
        Assert.Contains("params.host is 'shop.elsewhere.example', expected a name directly under 'shop.example.com'", message);
        Assert.Contains("slipway.dev/read-timeout is 7200 s, but a load balancer of AWS waits 4000 s at most", message);
        Assert.Contains("params.path is '/api/*', expected a path from '/' on", message);
        Assert.Contains("containers.api.files./app/shop.yaml: target 'aws' gives the folder of a file to the files alone", message);
        Assert.Contains("containers.api.volumes./data.source: target 'aws' mounts volume resources, not '/srv/data'", message);
        Assert.Contains("containers.api.image: nothing says which image '.' stands for: set slipway:tag", message);
    }

    [Theory]
    [InlineData("memory: 700Mi", "memory: 700Gi", "ask for more than Fargate has")]
    [InlineData("name: shop\n", "name: prometheus\n", "the name of a part of the platform")]
    [InlineData("  migrate:\n", "  api-probe:\n", "the name is that of a container the platform adds")]
    [InlineData("        path: /live\n        port: 8080", "        path: /live\n        port: 8080\n        host: example.com", "which the health check of a load balancer cannot send")]
    public async Task A_limit_of_aws_is_a_refusal(string text, string instead, string expected)
    {
        var score = AwsStack.Shop.Replace(text, instead);
        if (instead.Contains("prometheus"))
            score = score.Replace("workload: shop", "workload: prometheus");
        if (instead.Contains("host:"))
            score = score.Replace("path: /ready\n        port: 8080", "path: /ready\n        port: 8081");

        Assert.Contains(expected, await AwsStack.RefusalAsync([score]));
    }

    [Fact]
    public async Task A_job_with_a_route_or_without_an_end_is_refused()
    {
        var job = AwsStack.Shop
            .Replace("slipway.dev/project", "slipway.dev/kind: job\n    slipway.dev/project")
            .Replace("    before:\n      api:\n        ready: complete\n", "");

        var message = await AwsStack.RefusalAsync([job]);
        Assert.Contains("leads to 'shop', which is a job", message);
        Assert.Contains("has several that nothing waits for; put them in order with before", message);
    }

    [Fact]
    public async Task A_workload_named_like_a_slot_of_another_is_refused() =>
        Assert.Contains("metadata.name is 'shop-green', the name of slot 'green' of 'shop'",
            await AwsStack.RefusalAsync([AwsStack.Shop, AwsStack.Job.Replace("name: import", "name: shop-green")]));

    [Fact]
    public async Task Two_containers_on_one_port_must_say_whose_it_is() =>
        Assert.Contains("nothing says which of the containers of 'two' listens on 7000",
            await AwsStack.RefusalAsync([
                """
                apiVersion: score.dev/v1b1
                metadata:
                  name: two
                containers:
                  one:
                    image: example.com/one:1
                  other:
                    image: example.com/other:1
                service:
                  ports:
                    http:
                      port: 7000
                """]));
}
