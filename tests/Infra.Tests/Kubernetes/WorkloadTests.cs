using Newtonsoft.Json.Linq;

namespace Infra.Tests.Kubernetes;

public sealed class WorkloadTests
{
    [Fact]
    public async Task Containers_others_wait_for_to_complete_are_init_containers_in_start_order()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var pod = cluster["shop-blue-deployment"].SelectToken("spec.template.spec")!;
        Assert.Equal(["migrate", "seed"], pod["initContainers"]!.Select(container => (string)container["name"]!));
        Assert.All(pod["initContainers"]!, container => Assert.Null(container["restartPolicy"]));
        Assert.Equal(["api"], pod["containers"]!.Select(container => (string)container["name"]!));
    }

    [Fact]
    public async Task Containers_others_wait_for_to_run_are_sidecars_which_start_before_them()
    {
        var cluster = await Cluster.DeclareAsync(
            """
            apiVersion: score.dev/v1b1
            metadata:
              name: chain
            containers:
              proxy:
                image: registry.example/proxy:1
                before:
                  migrate:
                    ready: healthy
                readinessProbe:
                  exec:
                    command: [ready]
              logs:
                image: registry.example/logs:1
                before:
                  api:
                    ready: started
              migrate:
                image: registry.example/migrate:1
                before:
                  api:
                    ready: complete
              api:
                image: registry.example/api:1
              beside:
                image: registry.example/beside:1
            """);

        var pod = cluster["chain-blue-deployment"].SelectToken("spec.template.spec")!;
        var first = pod["initContainers"]!.ToDictionary(container => (string)container["name"]!);
        Assert.True(first.Keys.ToList().IndexOf("proxy") < first.Keys.ToList().IndexOf("migrate"));
        Assert.Equal("Always", first["proxy"]["restartPolicy"]);
        Assert.Equal("Always", first["logs"]["restartPolicy"]);
        Assert.Null(first["migrate"]["restartPolicy"]);
        Assert.Equal(["ready"], first["proxy"].SelectToken("startupProbe.exec.command")!.Values<string>());
        Assert.Null(first["logs"]["startupProbe"]);
        Assert.Equal(["api", "beside"], pod["containers"]!.Select(container => (string)container["name"]!).Order());
    }

    [Fact]
    public async Task Probes_prefer_a_command_and_a_slow_start_is_no_failure()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var api = cluster.Container("shop-blue-deployment", "api");
        Assert.Equal(["/bin/check", "ready"], api.SelectToken("readinessProbe.exec.command")!.Values<string>());
        Assert.Null(api.SelectToken("readinessProbe.httpGet"));
        Assert.Equal("/live", (string)api.SelectToken("livenessProbe.httpGet.path")!);
        Assert.Equal(8080, (int)api.SelectToken("livenessProbe.httpGet.port")!);
        Assert.Equal("/live", (string)api.SelectToken("startupProbe.httpGet.path")!);
        Assert.True((int)api.SelectToken("startupProbe.failureThreshold")! * (int)api.SelectToken("startupProbe.periodSeconds")! >= 120);
    }

    [Fact]
    public async Task An_instance_goes_on_answering_while_routers_hear_of_its_end_and_has_time_to_drain()
    {
        var cluster = await Cluster.DeclareAsync([("noticeSeconds", "7"), ("drainSeconds", "40")], Scores.All);

        var pod = cluster["shop-blue-deployment"].SelectToken("spec.template.spec")!;
        Assert.Equal(7, (int)pod.SelectToken("containers[0].lifecycle.preStop.sleep.seconds")!);
        Assert.True((int)pod["terminationGracePeriodSeconds"]! > 7 + 40);
        var strategy = cluster["shop-blue-deployment"].SelectToken("spec.strategy")!;
        Assert.Equal("RollingUpdate", strategy["type"]);
        Assert.Equal(0, (int)strategy.SelectToken("rollingUpdate.maxUnavailable")!);
        Assert.Equal(1, (int)strategy.SelectToken("rollingUpdate.maxSurge")!);
    }

    [Theory]
    [InlineData("shop", 2)]
    [InlineData("stock", 3)]
    public async Task A_workload_grows_from_what_it_says_or_the_stack_does_to_what_the_stack_allows(string workload, int replicas)
    {
        var cluster = await Cluster.DeclareAsync([("maxReplicas", "6"), ("cpuTarget", "55")], Scores.All);

        Assert.Equal(replicas, (int)cluster[$"{workload}-blue-deployment"].SelectToken("spec.replicas")!);
        var scaler = cluster[$"{workload}-blue-scaler"]["spec"]!;
        Assert.Equal((replicas, 6), ((int)scaler["minReplicas"]!, (int)scaler["maxReplicas"]!));
        Assert.Equal(55, (int)scaler.SelectToken("metrics[0].resource.target.averageUtilization")!);
        Assert.Equal(("apps/v1", "Deployment", $"{workload}-blue"), ((string)scaler.SelectToken("scaleTargetRef.apiVersion")!, (string)scaler.SelectToken("scaleTargetRef.kind")!, (string)scaler.SelectToken("scaleTargetRef.name")!));
        var budget = cluster[$"{workload}-blue-budget"]["spec"]!;
        Assert.Equal(1, (int)budget["maxUnavailable"]!);
        Assert.Equal(
            cluster[$"{workload}-blue-deployment"].SelectToken("spec.selector.matchLabels")!.ToString(),
            budget.SelectToken("selector.matchLabels")!.ToString());
    }

    [Fact]
    public async Task What_a_container_asks_for_stands_and_the_rest_comes_from_the_stack()
    {
        var cluster = await Cluster.DeclareAsync([("requestMillicores", "40"), ("requestMebibytes", "100"), ("limitMillicores", "200"), ("limitMebibytes", "300")], Scores.All);

        var stock = cluster.Container("stock-blue-deployment", "main")["resources"]!;
        Assert.Equal(("250m", "64Mi"), ((string)stock.SelectToken("requests.cpu")!, (string)stock.SelectToken("requests.memory")!));
        Assert.Equal(("250m", "64Mi"), ((string)stock.SelectToken("limits.cpu")!, (string)stock.SelectToken("limits.memory")!));
        var shop = cluster.Container("shop-blue-deployment", "api")["resources"]!;
        Assert.Equal(("40m", "100Mi"), ((string)shop.SelectToken("requests.cpu")!, (string)shop.SelectToken("requests.memory")!));
        Assert.Equal(("200m", "300Mi"), ((string)shop.SelectToken("limits.cpu")!, (string)shop.SelectToken("limits.memory")!));
    }

    [Fact]
    public async Task Commands_mean_what_they_say_although_kubernetes_would_put_variables_in()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var main = cluster.Container("stock-blue-deployment", "main");
        Assert.Equal(["/stock"], main["command"]!.Values<string>());
        Assert.Equal(["--price=$$5", "$$(HOME)"], main["args"]!.Values<string>());
        Assert.Equal("5$$ or $$(MODE)", cluster.Variable("shop-blue-deployment", "api", "PRICE")!["value"]);
    }

    [Fact]
    public async Task Workloads_are_told_where_traces_go_unless_they_say_so_themselves()
    {
        var cluster = await Cluster.DeclareAsync(Scores.Shop.Replace("PRICE: 5$ or $(MODE)", "OTEL_EXPORTER_OTLP_ENDPOINT: http://elsewhere:4317"), Scores.Stock);

        Assert.Equal("http://jaeger:4317", (string)cluster.Variable("stock-blue-deployment", "main", "OTEL_EXPORTER_OTLP_ENDPOINT")!["value"]!);
        Assert.Equal("http://elsewhere:4317", (string)cluster.Variable("shop-blue-deployment", "api", "OTEL_EXPORTER_OTLP_ENDPOINT")!["value"]!);
        Assert.True(cluster.Has("jaeger-deployment"));
    }

    [Fact]
    public async Task Images_are_the_ones_named_or_those_of_the_build()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        Assert.Equal("registry.example/shop/shop:1.2.3", (string)cluster.Container("shop-blue-deployment", "api")["image"]!);
        Assert.StartsWith("registry.example/stock@sha256:", (string)cluster.Container("stock-blue-deployment", "main")["image"]!);
    }

    [Fact]
    public async Task A_service_stands_before_the_live_slot_and_one_before_each_slot_on_the_ports_of_the_file()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        foreach (var name in new[] { "shop-service", "shop-blue-service" })
        {
            var spec = cluster[name]["spec"]!;
            Assert.Equal("ClusterIP", spec["type"]);
            Assert.Equal((80, 8080), ((int)spec.SelectToken("ports[0].port")!, (int)spec.SelectToken("ports[0].targetPort")!));
            Assert.Equal(("shop", "blue"), ((string)spec.SelectToken("selector['app.kubernetes.io/name']")!, (string)spec.SelectToken("selector['slipway.dev/slot']")!));
        }
        Assert.Equal("shop", (string)cluster["shop-service"].SelectToken("metadata.name")!);
        Assert.Equal("8080", (string)cluster.Variable("shop-blue-deployment", "api", "PORT")!["value"]!);
        Assert.Equal("http://stock:50051", (string)cluster.Variable("shop-blue-deployment", "api", "STOCK")!["value"]!);
    }

    [Fact]
    public async Task A_release_has_two_slots_and_the_service_follows_the_larger_share()
    {
        var cluster = await Cluster.DeclareAsync([("releases", """{"shop":{"stable":"blue","slots":{"blue":{"weight":40,"kept":true},"green":{"weight":60}}}}""")], Scores.All);

        foreach (var slot in new[] { "blue", "green" })
        {
            var spec = cluster[$"shop-{slot}-deployment"]["spec"]!;
            Assert.Equal(slot, (string)spec.SelectToken("selector.matchLabels['slipway.dev/slot']")!);
            Assert.Equal(slot, (string)spec.SelectToken("template.metadata.labels['slipway.dev/slot']")!);
            Assert.True(cluster.Has($"shop-{slot}-scaler"));
            Assert.True(cluster.Has($"shop-{slot}-budget"));
        }
        Assert.Equal("green", (string)cluster["shop-service"].SelectToken("spec.selector['slipway.dev/slot']")!);
        Assert.False(cluster.Has("stock-green-deployment"));
    }

    [Fact]
    public async Task A_workload_with_a_disk_that_mounts_once_runs_alone()
    {
        var cluster = await Cluster.DeclareAsync(Scores.Keeper);

        var spec = cluster["keeper-blue-deployment"]["spec"]!;
        Assert.Equal(("Recreate", 1), ((string)spec.SelectToken("strategy.type")!, (int)spec["replicas"]!));
        Assert.False(cluster.Has("keeper-blue-scaler"));
        var disk = cluster["volume-keeper-data-disk"];
        Assert.Equal(("ReadWriteOnce", "3Gi"), ((string)disk.SelectToken("spec.accessModes[0]")!, (string)disk.SelectToken("spec.resources.requests.storage")!));
        var volume = Assert.Single(spec.SelectTokens("template.spec.volumes[*]"), volume => volume["persistentVolumeClaim"] is not null);
        Assert.Equal((string)disk.SelectToken("metadata.name")!, (string)volume.SelectToken("persistentVolumeClaim.claimName")!);
        var mounts = cluster.Container("keeper-blue-deployment", "main")["volumeMounts"]!.Where(mount => (string)mount["name"]! == (string)volume["name"]!).ToList();
        Assert.Equal(["/data", "/shared"], mounts.Select(mount => (string)mount["mountPath"]!));
        Assert.Equal("inside", (string)mounts[1]["subPath"]!);
        Assert.Equal([false, true], mounts.Select(mount => (bool)mount["readOnly"]!));
    }

    [Fact]
    public async Task A_disk_that_mounts_often_lets_its_workload_grow()
    {
        var cluster = await Cluster.DeclareAsync([("volumeAccess", "ReadWriteMany"), ("storageClass", "shared")], Scores.Keeper);

        Assert.Equal(("ReadWriteMany", "shared"), ((string)cluster["volume-keeper-data-disk"].SelectToken("spec.accessModes[0]")!, (string)cluster["volume-keeper-data-disk"].SelectToken("spec.storageClassName")!));
        Assert.True(cluster.Has("keeper-blue-scaler"));
    }

    [Fact]
    public async Task A_job_runs_to_its_end_and_anew_when_it_changes()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var job = cluster["nightly-job"];
        Assert.Null(job.SelectToken("metadata.name"));
        Assert.Equal("Never", job.SelectToken("spec.template.spec.restartPolicy"));
        Assert.Equal(["prepare"], job.SelectTokens("spec.template.spec.initContainers[*].name").Values<string>());
        Assert.Equal(["run"], job.SelectTokens("spec.template.spec.containers[*].name").Values<string>());
        Assert.Null(job.SelectToken("spec.ttlSecondsAfterFinished"));
        Assert.False(cluster.Has("nightly-service"));
        Assert.False(cluster.Has("nightly-blue-deployment"));
    }
}
