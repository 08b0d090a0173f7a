using Newtonsoft.Json.Linq;
using Slipway.Infra.Components.Aws;

namespace Infra.Tests.Aws;

public sealed class WorkloadTests
{
    [Fact]
    public async Task A_version_that_does_not_come_up_is_rolled_back_and_fails_the_update()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(["prometheus", "shop-blue", "shop-green", "worker"], stack.All("ecs/service").Select(service => service.Name));
        Assert.All(stack.All("ecs/service"), service =>
        {
            Assert.True((bool)service.Map("deploymentCircuitBreaker")["enable"]);
            Assert.True((bool)service.Map("deploymentCircuitBreaker")["rollback"]);
            Assert.Equal(100, service.Number("deploymentMinimumHealthyPercent"));
            Assert.True(service.Flag("waitForSteadyState"));
            Assert.False((bool)service.Map("networkConfiguration")["assignPublicIp"]);
            Assert.Equal(["network-private-a-id", "network-private-b-id"], service.Map("networkConfiguration").List("subnets").Cast<string>());
        });
    }

    [Fact]
    public async Task Containers_wait_for_each_other_as_before_says()
    {
        var stack = await AwsStack.DeclareAsync();

        var containers = stack.Containers("shop-blue");
        Assert.Equal(["api", "api-probe", "migrate", "slipway-files"], containers.Keys.Order());
        Assert.Equal(["migrate SUCCESS", "slipway-files SUCCESS"], After(containers["api"]));
        Assert.False((bool)containers["migrate"]["essential"]!);
        Assert.True((bool)containers["api"]["essential"]!);
    }

    [Fact]
    public async Task A_probe_by_http_is_asked_beside_the_container_and_one_by_a_command_inside()
    {
        var stack = await AwsStack.DeclareAsync();

        var probe = stack.Containers("shop-blue")["api-probe"];
        Assert.Equal("http://127.0.0.1:8080/live", (string)probe["healthCheck"]!["command"]!.Last!);
        Assert.True((bool)probe["essential"]!);
        Assert.Equal(["api START"], After(probe));
        Assert.Null(stack.Containers("shop-blue")["api"]["healthCheck"]);
        Assert.Equal(["CMD", "/app/alive", "--now"], stack.Containers("worker")["run"]["healthCheck"]!["command"]!.Select(word => (string)word!));
        Assert.Equal("/ready", stack.One("lb/targetGroup", "shop-8080-blue").Map("healthCheck")["path"]);
    }

    [Fact]
    public async Task Whoever_waits_for_health_waits_for_the_probe()
    {
        var stack = await AwsStack.DeclareAsync(
        [
            """
            apiVersion: score.dev/v1b1
            metadata:
              name: pair
            containers:
              base:
                image: example.com/base:1
                before:
                  top:
                    ready: healthy
                readinessProbe:
                  httpGet:
                    path: /
                    port: 7000
              top:
                image: example.com/top:1
            """,
        ]);

        Assert.Equal(["base-probe HEALTHY"], After(stack.Containers("pair")["top"]));
    }

    [Fact]
    public async Task Files_are_written_into_folders_of_their_own_before_the_container_starts()
    {
        var stack = await AwsStack.DeclareAsync();

        var containers = stack.Containers("shop-blue");
        var mount = Assert.Single(containers["api"]["mountPoints"]!, mount => (string)mount["containerPath"]! == "/etc/shop");
        Assert.True((bool)mount["readOnly"]!);
        var writer = containers["slipway-files"];
        var script = (string)writer["command"]![0]!;
        Assert.Contains("""printf '%s' "$FILE_api_1" > '/files-0/shop.yaml'""", script);
        Assert.Contains("chmod 400 '/files-0/secret.yaml'", script);
        Assert.Equal("mode: test", (string)Assert.Single(writer["environment"]!, variable => (string)variable["name"]! == "FILE_api_1")["value"]!);
        Assert.Equal("arn-of-workload-shop:FILE_api_0::version-of-workload-shop", (string)Assert.Single(writer["secrets"]!)["valueFrom"]!);
    }

    [Fact]
    public async Task A_volume_is_mounted_over_tls_by_its_access_point()
    {
        var stack = await AwsStack.DeclareAsync();

        var volume = Enumerable.Range(0, 2).Select(index => stack.One("ecs/taskDefinition", "shop-blue").List("volumes").Map(index)).Single(volume => volume.ContainsKey("efsVolumeConfiguration"));
        var files = volume.Map("efsVolumeConfiguration");
        Assert.Equal("ENABLED", files["transitEncryption"]);
        Assert.Equal("volume-shop-data-id", files["fileSystemId"]);
        Assert.Equal("volume-shop-data-id", files.Map("authorizationConfig")["accessPointId"]);
        Assert.Equal("ENABLED", files.Map("authorizationConfig")["iam"]);
    }

    [Fact]
    public async Task Limits_are_those_of_the_score_file_and_the_task_has_room_for_all()
    {
        var stack = await AwsStack.DeclareAsync();

        var api = stack.Containers("shop-blue")["api"];
        Assert.Equal(512, (int)api["cpu"]!);
        Assert.Equal(700, (int)api["memory"]!);
        var task = stack.One("ecs/taskDefinition", "shop-blue");
        Assert.Equal(("512", "1024"), (task.Text("cpu"), task.Text("memory")));
        Assert.Equal(("FARGATE", "awsvpc"), (task.List("requiresCompatibilities")[0], task.Text("networkMode")));
    }

    [Theory]
    [InlineData(256, 512, "256/512")]
    [InlineData(256, 1100, "256/2048")]
    [InlineData(257, 512, "512/1024")]
    [InlineData(512, 4097, "1024/5120")]
    [InlineData(5000, 1000, "8192/16384")]
    [InlineData(16384, 122880, "16384/122880")]
    public void A_task_is_the_smallest_fargate_has_that_is_large_enough(int cpu, int memory, string expected) =>
        Assert.Equal(expected, $"{TaskSize.For(cpu, memory)!.Cpu}/{TaskSize.For(cpu, memory)!.Memory}");

    [Fact]
    public void What_fargate_does_not_have_has_no_size() => Assert.Null(TaskSize.For(20000, 1024));

    [Fact]
    public async Task A_workload_stops_taking_requests_before_it_is_stopped()
    {
        var stack = await AwsStack.DeclareAsync(("drainSeconds", "20"), ("stopSeconds", "45"));

        Assert.All(stack.All("lb/targetGroup"), group => Assert.Equal(20, group.Number("deregistrationDelay")));
        Assert.Equal(45, (int)stack.Containers("shop-blue")["api"]["stopTimeout"]!);
    }

    [Fact]
    public async Task A_workload_grows_with_load_from_the_instances_it_asks_for()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(
            ["shop-blue 2-6", "shop-green 0-6", "worker 1-3"],
            stack.All("appautoscaling/target").Select(target => $"{target.Name} {target.Number("minCapacity")}-{target.Number("maxCapacity")}"));
        Assert.Equal("service/name-of-cluster/name-of-worker", stack.One("appautoscaling/target", "worker").Text("resourceId"));
        Assert.Equal(["worker-cpu", "worker-memory"], stack.All("appautoscaling/policy").Select(policy => policy.Name!).Where(name => name.StartsWith("worker", StringComparison.Ordinal)));
        Assert.Equal("suffix-of-edge/suffix-of-shop-8080-blue",
            stack.One("appautoscaling/policy", "shop-blue-requests").Map("targetTrackingScalingPolicyConfiguration").Map("predefinedMetricSpecification")["resourceLabel"]);
    }

    [Fact]
    public async Task A_job_runs_once_when_it_changes_and_the_update_waits_for_it()
    {
        var stack = await AwsStack.DeclareAsync();

        var run = stack.One("lambda/invocation", "import");
        var input = JObject.Parse(run.Text("input"));
        Assert.Equal("arn-of-import", (string)input["taskDefinition"]!);
        Assert.Equal(["network-private-a-id", "network-private-b-id"], input["subnets"]!.Select(subnet => (string)subnet!));
        Assert.Equal("workload-import-id", (string)input["securityGroups"]![0]!);
        Assert.Equal("arn-of-import", run.Map("triggers")["taskDefinition"]);
        Assert.DoesNotContain(stack.All("ecs/service"), service => service.Name == "import");
        var pass = Assert.Single(stack.Statements(), entry => entry.Resource.Name == "import-run" && entry.Statement["Action"]![0]!.ToString() == "iam:PassRole");
        Assert.Equal(["arn-of-import-task", "arn-of-import-execution"], pass.Statement["Resource"]!.Select(role => (string)role!));
    }

    [Fact]
    public async Task A_database_and_its_roles_are_made_by_a_task_inside_the_network()
    {
        var stack = await AwsStack.DeclareAsync();

        var psql = stack.Containers("postgres-shared")["psql"];
        var references = psql["secrets"]!.ToDictionary(secret => (string)secret["name"]!, secret => (string)secret["valueFrom"]!);
        Assert.Equal("arn-of-administrator:password::", references["PGPASSWORD"]);
        Assert.Equal("arn-of-postgres-shared:password::version-of-postgres-shared", references["LOGIN_PASSWORD"]);
        Assert.Contains("CREATE DATABASE", (string)psql["command"]![0]!);
        Assert.Single(stack.All("lambda/invocation"), run => run.Name == "postgres-shared");
    }

    [Fact]
    public async Task The_roles_of_a_database_take_turns_when_passwords_are_rotated()
    {
        var first = await AwsStack.DeclareAsync();
        var second = await AwsStack.DeclareAsync(("passwordGeneration", "2"));

        string Login(AwsStack stack) => (string)Assert.Single(stack.Containers("postgres-shared")["psql"]["environment"]!, variable => (string)variable["name"]! == "LOGIN")["value"]!;
        Assert.Equal("postgres_shared_a", Login(first));
        Assert.Equal("postgres_shared_b", Login(second));
        Assert.Equal("ROTATE", Assert.Single(first.All("elasticache/replicationGroup")).Text("authTokenUpdateStrategy"));
    }

    [Fact]
    public async Task Images_of_projects_have_a_repository_that_scans_them_and_never_moves_a_tag()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(["shop", "shop1"], stack.All("ecr/repository").Select(repository => repository.Name));
        Assert.All(stack.All("ecr/repository"), repository =>
        {
            Assert.Equal("IMMUTABLE", repository.Text("imageTagMutability"));
            Assert.True((bool)repository.Map("imageScanningConfiguration")["scanOnPush"]);
            Assert.Equal(repository.Text("name"), stack.One("ecr/lifecyclePolicy", repository.Name!).Text("repository"));
        });
        Assert.Equal("example.com/import:1.2.3", (string)stack.Containers("import")["run"]["image"]!);
    }

    [Fact]
    public async Task Prometheus_reads_figures_of_every_instance_by_name()
    {
        var stack = await AwsStack.DeclareAsync();

        var text = (string)Assert.Single(stack.Containers("prometheus")["configuration"]["environment"]!, variable => (string)variable["name"]! == "PROMETHEUS")["value"]!;
        var jobs = JObject.Parse(text)["scrape_configs"]!.ToDictionary(job => (string)job["job_name"]!);
        Assert.Equal(["shop-blue", "shop-green"], jobs.Keys.Order());
        Assert.Equal("shop-blue.instances.test.internal", (string)jobs["shop-blue"]["dns_sd_configs"]![0]!["names"]![0]!);
        Assert.Equal(8080, (int)jobs["shop-blue"]["dns_sd_configs"]![0]!["port"]!);
        Assert.Equal("shop", (string)jobs["shop-blue"]["relabel_configs"]![0]!["replacement"]!);
    }

    [Fact]
    public async Task Alarms_tell_somebody_and_name_a_section_of_the_runbook()
    {
        var stack = await AwsStack.DeclareAsync(("alertEmails", """["ops@example.com"]"""));

        var runbook = File.ReadAllText(Path.Combine(Slipway.Infra.Stacks.ProjectFolder.Above(AppContext.BaseDirectory).Path, "docs", "RUNBOOKS", "aws.md"));
        Assert.All(stack.All("cloudwatch/metricAlarm"), alarm =>
        {
            Assert.Equal("arn-of-alarms", alarm.List("alarmActions")[0]);
            Assert.Contains($"\n## {alarm.Text("alarmDescription").Split('#')[1]}\n", runbook);
        });
        var names = stack.All("cloudwatch/metricAlarm").Select(alarm => alarm.Name!).ToList();
        Assert.All((string[])["edge-errors", "edge-certificate", "workload-shop-blue-errors", "workload-shop-blue-slow", "workload-shop-blue-unhealthy", "workload-worker-cpu",
            "workload-worker-memory", "workload-worker-missing", "postgres-storage", "postgres-connections", "postgres-cpu", "redis-shop-cache-memory", "nat-1-ports"], name => Assert.Contains(name, names));
        Assert.Equal("ops@example.com", Assert.Single(stack.All("sns/topicSubscription")).Text("endpoint"));
        Assert.NotEmpty(JObject.Parse(Assert.Single(stack.All("cloudwatch/dashboard")).Text("dashboardBody"))["widgets"]!);
    }

    [Fact]
    public async Task Small_environments_are_small_by_settings()
    {
        var stack = await AwsStack.DeclareAsync(("highAvailability", "false"), ("deletionProtection", "false"), ("natGateways", "one"), ("replicas", "1"), ("interfaceEndpoints", "false"), ("databaseClass", "db.t4g.micro"));

        var server = Assert.Single(stack.All("rds/instance"));
        Assert.Equal((false, false, "db.t4g.micro"), (server.Flag("multiAz"), server.Flag("deletionProtection"), server.Text("instanceClass")));
        Assert.Equal(1, Assert.Single(stack.All("elasticache/replicationGroup")).Number("numCacheClusters"));
        Assert.Equal(1, stack.One("ecs/service", "shop-blue").Number("desiredCount"));
        Assert.Single(stack.All("ec2/vpcEndpoint"));
        Assert.True(server.Flag("storageEncrypted"));
    }

    private static IEnumerable<string> After(JObject container) =>
        container["dependsOn"]!.Select(other => $"{other["containerName"]} {other["condition"]}").Order(StringComparer.Ordinal);
}
