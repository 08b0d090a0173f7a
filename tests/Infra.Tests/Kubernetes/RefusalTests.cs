namespace Infra.Tests.Kubernetes;

public sealed class RefusalTests
{
    [Fact]
    public async Task Everything_the_target_cannot_do_is_refused_at_once()
    {
        var message = await Cluster.RefusalAsync([("tag", "")], Scores.Shop
            .Replace("type: redis", "type: mongodb")
            .Replace("slipway.dev/cache: 5s", "slipway.dev/cache: soon")
            .Replace("host: shop.example.com", "host: Shop_Example")
            .Replace("path: /events\n      port: ${resources.http.port}", "path: events\n      port: nothing")
            .Replace("DB_PASSWORD:", "1PASSWORD:"), Scores.Stock);

        Assert.Contains("resources.cache: target 'kubernetes' does not provide 'mongodb', only postgres, s3, redis, route, environment, secret, volume, service-port, dns", message);
        Assert.Contains("resources.status: slipway.dev/cache is 'soon', expected a whole number with s, m or h", message);
        Assert.Contains("resources.events.params.host is 'Shop_Example', expected a name in lower case such as 'shop.test.example'", message);
        Assert.Contains("resources.events.params.path is 'events', expected a path that starts with '/'", message);
        Assert.Contains("resources.events.params.port is 'nothing', expected the name or number of a port of 'shop': http", message);
        Assert.Contains("containers.api.image: nothing says which image '.' is: set slipway:tag and slipway:registry, or slipway:images for 'shop'", message);
        Assert.Contains("containers.migrate.variables.1PASSWORD: target 'kubernetes' takes names of letters", message);
    }

    [Theory]
    [InlineData("name: stock", "name: postgres", "the workload 'postgres' needs the name 'postgres', which a part of the platform has on target 'kubernetes'; rename the workload")]
    [InlineData("replicas: \"3\"", "replicas: \"11\"", "'stock' has 11 replicas, the stack allows at most 10: raise slipway:maxReplicas")]
    [InlineData("cpu: \"0.25\"", "memory: 65Mi", "containers.main.resources: requests 68157440 bytes and may use 67108864; raise the limit")]
    [InlineData("    port: 50051", "    port: 50051\n    other:\n      port: 50051", "service.ports: grpc and other both have the number 50051, which a Service has once; change one")]
    [InlineData("    command: [/stock]", "    readinessProbe: { httpGet: { host: db.example, port: 1, path: / } }", "containers.main.readinessProbe.httpGet.host is 'db.example': target 'kubernetes' probes the workload itself: remove it")]
    [InlineData("    command: [/stock]", "    files: { etc/x: { content: x } }", "containers.main: cannot mount at 'etc/x', expected an absolute path")]
    [InlineData("    command: [/stock]", "    files: { /proc: { content: x } }", "containers.main: cannot mount at '/proc'")]
    [InlineData("    command: [/stock]", "    volumes: { /data: { source: somewhere } }", "containers.main.volumes./data.source: target 'kubernetes' mounts volume resources, not 'somewhere'")]
    [InlineData("    id: shared", "    id: shared\n    params: { version: 15 }", "resources.db.params.version: target 'kubernetes' has no such setting for 'postgres': remove it")]
    public async Task What_cannot_be_is_refused_with_the_way_out(string found, string instead, string refusal)
    {
        var score = Scores.Stock.Replace(found, instead);

        var message = await Cluster.RefusalAsync([], score);

        Assert.Contains(refusal, message);
    }

    [Theory]
    [InlineData("metadata:\n  name: keeper", "metadata:\n  name: keeper\n  annotations: { slipway.dev/replicas: \"2\" }", "'keeper' has 2 replicas and a volume, which mounts once: set slipway:volumeAccess to ReadWriteMany")]
    [InlineData("size: 3Gi", "size: big", "resources.data.params.size is 'big', expected a size with Mi, Gi or Ti")]
    [InlineData("size: 3Gi", "colour: red", "resources.data.params.colour: target 'kubernetes' has no such setting for 'volume', only size: remove it")]
    [InlineData("path: inside", "path: ../outside", "containers.main.volumes./shared.path is '../outside', expected a path inside the volume")]
    public async Task A_disk_that_cannot_be_is_refused(string found, string instead, string refusal)
    {
        var message = await Cluster.RefusalAsync([], Scores.Keeper.Replace(found, instead));

        Assert.Contains(refusal, message);
    }

    [Fact]
    public async Task Two_workloads_do_not_share_a_disk_that_mounts_once()
    {
        var first = Scores.Keeper.Replace("type: volume", "type: volume\n    id: common");

        var message = await Cluster.RefusalAsync([], first, first.Replace("name: keeper", "name: reader"));

        Assert.Contains("resources.data: is used by keeper and reader, but volumes of this stack mount in one workload: set slipway:volumeAccess to ReadWriteMany", message);
    }

    [Fact]
    public async Task A_workload_that_would_take_the_name_of_a_slot_is_refused()
    {
        var message = await Cluster.RefusalAsync([], Scores.Stock, Scores.Stock.Replace("name: stock", "name: stock-green"));

        Assert.Contains("the workload 'stock-green' needs the name 'stock-green', which the workload 'stock' has on target 'kubernetes'; rename the workload", message);
    }

    [Fact]
    public async Task A_job_takes_no_requests_and_is_not_probed()
    {
        var message = await Cluster.RefusalAsync([], Scores.Shop.Replace("slipway.dev/public: \"true\"", "slipway.dev/kind: job"), Scores.Stock);

        Assert.Contains("resources.root: leads to the job 'shop', which takes no requests: remove the route, or the annotation slipway.dev/kind", message);
        Assert.Contains("containers.api.readinessProbe: 'api' runs to its end, where nothing is probed: remove it", message);
    }

    [Fact]
    public async Task Nobody_calls_a_job()
    {
        var message = await Cluster.RefusalAsync([], Scores.Shop, Scores.Stock.Replace("slipway.dev/replicas: \"3\"", "slipway.dev/kind: job"));

        Assert.Contains("resources.stock: stands for the job 'stock', which nobody can call: it has no Service", message);
    }

    [Fact]
    public async Task A_route_to_a_udp_port_is_refused()
    {
        var message = await Cluster.RefusalAsync([], Scores.Shop.Replace("targetPort: 8080", "targetPort: 8080\n      protocol: UDP"), Scores.Stock);

        Assert.Contains("resources.root.params.port is 'http', a UDP port: target 'kubernetes' routes HTTP", message);
    }

    [Fact]
    public async Task Files_that_do_not_fit_are_refused()
    {
        // Where StackProgram takes the first Score file to lie.
        var folder = Directory.CreateDirectory(Path.Combine(Environment.CurrentDirectory, "apps", "shop"));
        File.WriteAllBytes(Path.Combine(folder.FullName, "large.bin"), [.. Enumerable.Repeat((byte)0xff, 760_000)]);

        var message = await Cluster.RefusalAsync([], Scores.Shop.Replace("binaryContent: AAECAw==", "source: large.bin"), Scores.Stock);

        Directory.Delete(folder.Parent!.FullName, recursive: true);
        Assert.Contains("the files of 'shop' have 1013", message);
        Assert.Contains("target 'kubernetes' takes 1000000: put them into the image or a volume", message);
    }

    [Fact]
    public async Task Settings_that_speak_of_workloads_which_are_not_there_are_refused()
    {
        var message = await Cluster.RefusalAsync(
            [("internet", """["shpo"]"""), ("releases", """{"stok":{"stable":"green","slots":{"green":{"weight":100}}}}"""), ("owner", "The Shop Team")], Scores.Shop, Scores.Stock);

        Assert.Contains("slipway:internet names the workload 'shpo', which there is not; did you mean 'shop'", message);
        Assert.Contains("slipway:releases names the workload 'stok', which there is not; did you mean 'stock'", message);
        Assert.Contains("slipway: owner is 'The Shop Team', which cannot be a label in Kubernetes", message);
    }

    [Fact]
    public async Task Traffic_of_what_takes_none_or_runs_alone_is_not_divided()
    {
        var message = await Cluster.RefusalAsync(
            [("releases", """{"nightly":{"stable":"green","slots":{"green":{"weight":100}}},"keeper":{"stable":"blue","slots":{"blue":{"weight":50,"kept":true},"green":{"weight":50}}}}""")],
            Scores.Keeper.Replace("resources:\n", "service: { ports: { http: { port: 80 } } }\nresources:\n"), Scores.Nightly);

        Assert.Contains("slipway:releases names the workload 'nightly', which takes no requests that could be divided: remove it", message);
        Assert.Contains("slipway:releases puts the workload 'keeper' into two slots at once, but its volume mounts once", message);
    }
}
