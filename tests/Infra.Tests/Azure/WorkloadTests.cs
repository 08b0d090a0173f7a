using System.Collections.Immutable;

namespace Infra.Tests.Azure;

public sealed class WorkloadTests
{
    private const string AppType = "azure:containerapp/app:App";
    private const string JobType = "azure:containerapp/job:Job";
    private const string RoleAssignment = "azure:authorization/assignment:Assignment";

    [Fact]
    public async Task Of_a_workload_without_requests_only_the_latest_revision_runs_on()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop, AzureStack.Worker);

        Assert.Equal("Single", declared.App("worker").At("revisionMode"));
    }

    [Fact]
    public async Task A_workload_keeps_old_revisions_beside_the_new_and_starts_with_all_traffic_on_the_latest()
    {
        var app = (await AzureStack.DeclareAsync(AzureStack.Shop)).App("shop");

        Assert.Equal("Multiple", app.At("revisionMode"));
        var weight = Assert.Single(app.MapsAt("ingress.trafficWeights"));
        Assert.Equal(true, weight["latestRevision"]);
        Assert.Equal(100.0, weight["percentage"]);
        Assert.Equal(60.0, app.At("template.terminationGracePeriodSeconds"));
    }

    [Fact]
    public async Task Secrets_reach_a_container_by_reference_to_the_vault_and_nowhere_as_values()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop, AzureStack.Worker, AzureStack.Job);

        var runs = declared.Where(resource => resource.Type is AppType or JobType).ToList();
        Assert.Equal(6, runs.Count);
        Assert.All(runs.SelectMany(app => app.MapsAt("secrets").Select(secret => (app, secret))), entry =>
        {
            Assert.False(entry.secret.ContainsKey("value"));
            Assert.StartsWith("https://vault/secrets/", (string)entry.secret["keyVaultSecretId"]);
            Assert.Equal(entry.app.At("identity.identityIds.0"), entry.secret["identity"]);
        });
        // The name of an S3 key is made at random too, and no secret.
        Assert.All(runs, app => Assert.DoesNotContain("secret-of", Flat(app.Inputs).Replace("secret-of-s3-shop-files-key-id", "")));
        Assert.All(runs, app => Assert.DoesNotContain("token-itself", Flat(app.Inputs)));
    }

    [Fact]
    public async Task A_variable_that_is_one_secret_refers_to_the_resources_own_and_a_mixed_text_to_one_of_its_own()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);
        var app = declared.App("shop");

        Assert.Equal((null, "postgres-shared-password"), app.Variable(0, "DB_PASSWORD"));
        Assert.Equal((null, "postgres-shared-password"), app.Variable(0, "DB_PASSWORD", "initContainers"));
        Assert.Equal((null, "redis-shop-cache-password"), app.Variable(0, "REDIS_PASSWORD"));
        Assert.Equal((null, "s3-shop-files-secret-key"), app.Variable(0, "S3_KEY"));
        Assert.Equal((null, "environment-token"), app.Variable(0, "TOKEN"));
        Assert.Equal((null, "shop-api-db"), app.Variable(0, "DB"));
        Assert.Equal(("test", null), app.Variable(0, "MODE"));
        Assert.Equal(
            "postgres://postgres_shared:secret-of-postgres-shared-password@server.postgres.internal:5432/postgres_shared",
            declared.One("azure:keyvault/secret:Secret", "secret-shop-api-db").At("value"));
        Assert.Equal("key-of-cache", declared.One("azure:keyvault/secret:Secret", "secret-redis-shop-cache-password").At("value"));
    }

    [Fact]
    public async Task Secrets_whose_names_would_be_the_same_are_kept_apart()
    {
        var declared = await AzureStack.DeclareAsync([("secretEnvironment", """{"TOKEN": "upper", "token": "lower"}""")],
            """
            apiVersion: score.dev/v1b1
            metadata: {name: worker}
            containers:
              run:
                image: .
                variables:
                  LOWER: ${resources.env.token}
                  UPPER: ${resources.env.TOKEN}
            resources:
              env: {type: environment}
            """);

        var values = declared.OfType("azure:keyvault/secret:Secret").ToDictionary(secret => (string)secret.Inputs["name"], secret => secret.At("value"));
        Assert.Equal("lower", values[declared.App("worker").Variable(0, "LOWER").Secret!]);
        Assert.Equal("upper", values[declared.App("worker").Variable(0, "UPPER").Secret!]);
    }

    [Fact]
    public async Task Every_workload_has_an_identity_of_its_own_that_may_pull_and_read_its_own_secrets_and_nothing_else()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop, AzureStack.Worker);

        Assert.Equal("shop-id", declared.App("shop").At("identity.identityIds.0"));
        Assert.Equal("worker-id", declared.App("worker").At("identity.identityIds.0"));
        var worker = declared.OfType(RoleAssignment).Where(grant => (string)grant.Inputs["principalId"] == "principal-of-worker")
            .Select(grant => ((string)grant.Inputs["roleDefinitionName"], (string)grant.Inputs["scope"])).Order();
        Assert.Equal(
            [
                ("AcrPull", "registry-id"),
                ("Key Vault Secrets User", "/vault/secrets/insights-connection-string"),
                ("Key Vault Secrets User", "/vault/secrets/postgres-shared-password"),
            ], worker);
    }

    [Fact]
    public async Task Rights_are_granted_on_single_resources_only()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop, AzureStack.Worker, AzureStack.Job);

        var scopes = declared.OfType(RoleAssignment).Select(grant => (Role: (string)grant.Inputs["roleDefinitionName"], Scope: (string)grant.Inputs["scope"])).ToList();
        Assert.All(scopes, grant => Assert.True(grant switch
        {
            ("Key Vault Secrets User", var secret) => secret.StartsWith("/vault/secrets/", StringComparison.Ordinal),
            ("Storage Blob Data Contributor", var container) => container == "s3-shop-files-id",
            ("AcrPull", var registry) => registry == "registry-id",
            ("Key Vault Secrets Officer", var vault) => vault == "vault-id",
            _ => false,
        }, grant.ToString()));
        var officer = declared.OfType(RoleAssignment).Single(grant => (string)grant.Inputs["roleDefinitionName"] == "Key Vault Secrets Officer");
        Assert.Equal("33333333-3333-3333-3333-333333333333", officer.At("principalId"));
    }

    [Fact]
    public async Task Probes_are_those_of_the_score_file_and_a_start_has_five_minutes()
    {
        var app = (await AzureStack.DeclareAsync(AzureStack.Shop)).App("shop");

        Assert.Equal("/ready", app.At("template.containers.0.readinessProbes.0.path"));
        Assert.Equal(8080.0, app.At("template.containers.0.readinessProbes.0.port"));
        Assert.Equal("HTTP", app.At("template.containers.0.readinessProbes.0.transport"));
        Assert.Equal("/live", app.At("template.containers.0.livenessProbes.0.path"));
        Assert.Equal("/ready", app.At("template.containers.0.startupProbes.0.path"));
        Assert.Equal(300.0, (double)app.At("template.containers.0.startupProbes.0.intervalSeconds")! * (double)app.At("template.containers.0.startupProbes.0.failureCountThreshold")!);
    }

    [Fact]
    public async Task A_container_others_wait_for_is_an_init_container_and_the_rest_run_side_by_side()
    {
        var app = (await AzureStack.DeclareAsync(AzureStack.Shop)).App("shop");

        Assert.Equal(["migrate"], app.MapsAt("template.initContainers").Select(container => container["name"]));
        Assert.Equal(["api", "prometheus-agent"], app.MapsAt("template.containers").Select(container => container["name"]));
        Assert.Equal(["serve"], app.ListAt("template.containers.0.args"));
        Assert.Null(app.At("template.containers.0.commands"));
    }

    [Fact]
    public async Task Figures_of_every_replica_are_sent_by_an_agent_beside_it_and_one_without_figures_has_none()
    {
        var declared = await AzureStack.DeclareAsync([("slackWebhook", "https://hooks.example.com/secret-address")], AzureStack.Shop, AzureStack.Job);

        var agent = declared.App("shop").MapsAt("template.containers").Single(container => (string)container["name"] == "prometheus-agent");
        Assert.Contains("\"url\":\"http://prometheus/api/v1/write\"", Flat(agent));
        Assert.Contains("\"workload\":\"shop\",\"instance\":\"@replica@\",\"slot\":\"@revision@\"", Flat(agent));
        var prometheus = declared.App("prometheus");
        Assert.Equal(["prometheus", "alertmanager"], prometheus.MapsAt("template.containers").Select(container => container["name"]));
        Assert.Equal(false, prometheus.At("ingress.externalEnabled"));
        Assert.Equal(1.0, prometheus.At("template.maxReplicas"));
        Assert.Contains("--web.enable-remote-write-receiver", prometheus.ListAt("template.containers.0.args"));
        // The address of the webhook is Key Vault's, and a file for Alertmanager alone.
        Assert.DoesNotContain("secret-address", Flat(prometheus.Inputs));
        Assert.Equal("slack-webhook", prometheus.At("secrets.0.name"));
        Assert.Equal("/run/secrets/slack-webhook", prometheus.At("template.containers.1.volumeMounts.2.path"));
    }

    [Fact]
    public async Task An_app_scales_from_its_replicas_by_requests_and_processor()
    {
        var declared = await AzureStack.DeclareAsync([("maxReplicas", "6"), ("requestsPerReplica", "40")], AzureStack.Shop, AzureStack.Worker);

        var shop = declared.App("shop");
        Assert.Equal(2.0, shop.At("template.minReplicas"));
        Assert.Equal(6.0, shop.At("template.maxReplicas"));
        Assert.Equal("40", shop.At("template.httpScaleRules.0.concurrentRequests"));
        Assert.Equal("cpu", shop.At("template.customScaleRules.0.customRuleType"));
        Assert.Equal("75", shop.At("template.customScaleRules.0.metadata.value"));
        Assert.Null(declared.App("worker").At("template.httpScaleRules"));
    }

    [Fact]
    public async Task A_workload_listens_on_its_own_port_and_others_call_it_by_name_behind_the_proxy()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop, AzureStack.Worker);

        Assert.Equal(("8080", null), declared.App("shop").Variable(0, "PORT"));
        Assert.Equal(8080.0, declared.App("shop").At("ingress.targetPort"));
        Assert.Equal(("http://shop:80", null), declared.App("worker").Variable(0, "SHOP"));
        Assert.Equal(true, declared.App("shop").At("ingress.allowInsecureConnections"));
        Assert.Null(declared.App("worker").At("ingress"));
    }

    [Fact]
    public async Task An_app_nobody_calls_by_name_takes_TLS_only()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);

        Assert.Equal(false, declared.App("shop").At("ingress.allowInsecureConnections"));
        Assert.Equal(true, declared.App("shop").At("ingress.externalEnabled"));
    }

    [Fact]
    public async Task A_port_that_nothing_calls_HTTP_is_passed_on_as_it_is()
    {
        var declared = await AzureStack.DeclareAsync(
            """
            apiVersion: score.dev/v1b1
            metadata: {name: broker}
            containers:
              main:
                image: docker.io/library/nats:2.12
            service:
              ports:
                nats: {port: 4222}
            """,
            """
            apiVersion: score.dev/v1b1
            metadata: {name: client}
            containers:
              main:
                image: .
                variables:
                  NATS: nats://${resources.nats.hostname}:${resources.nats.port}
            resources:
              nats:
                type: service-port
                params: {workload: broker, port: nats}
            """);

        Assert.Equal("tcp", declared.App("broker").At("ingress.transport"));
        Assert.Equal(4222.0, declared.App("broker").At("ingress.exposedPort"));
        Assert.Equal(false, declared.App("broker").At("ingress.externalEnabled"));
        Assert.Equal(("nats://broker:4222", null), declared.App("client").Variable(0, "NATS"));
        Assert.Null(declared.App("broker").At("registries"));
    }

    [Fact]
    public async Task A_job_is_a_job_started_by_hand_with_its_steps_in_order()
    {
        var job = (await AzureStack.DeclareAsync(AzureStack.Job)).One(JobType, "report");

        Assert.Equal(["fetch"], job.MapsAt("template.initContainers").Select(container => container["name"]));
        Assert.Equal(["write"], job.MapsAt("template.containers").Select(container => container["name"]));
        Assert.Equal(1.0, job.At("manualTriggerConfig.parallelism"));
        Assert.Equal(0.0, job.At("replicaRetryLimit"));
    }

    [Theory]
    [InlineData("", 0.5, "1.0Gi")]
    [InlineData("limits: {cpu: 300m}", 0.5, "1.0Gi")]
    [InlineData("limits: {memory: 300Mi}", 0.25, "0.5Gi")]
    [InlineData("limits: {cpu: 250m, memory: 1536Mi}", 0.75, "1.5Gi")]
    [InlineData("requests: {cpu: '1'}", 1.0, "2.0Gi")]
    public async Task A_container_gets_the_smallest_size_that_holds_what_it_asks_for(string resources, double cpu, string memory)
    {
        var declared = await AzureStack.DeclareAsync(
            $$"""
            apiVersion: score.dev/v1b1
            metadata: {name: worker}
            containers:
              run:
                image: .
                resources: { {{resources}} }
            """);

        Assert.Equal(cpu, declared.App("worker").At("template.containers.0.cpu"));
        Assert.Equal(memory, declared.App("worker").At("template.containers.0.memory"));
    }

    [Fact]
    public async Task Files_are_mounted_one_by_one_from_the_vault_and_volumes_from_Azure_Files()
    {
        var declared = await AzureStack.DeclareAsync(AzureStack.Shop);
        var app = declared.App("shop");

        Assert.Equal("mode: test", declared.One("azure:keyvault/secret:Secret", "secret-shop-api-file-0").At("value"));
        var mounts = app.MapsAt("template.containers.0.volumeMounts").ToList();
        Assert.Equal(("files", "/etc/shop/shop.yaml", "shop-api-file-0"), ((string)mounts[0]["name"], (string)mounts[0]["path"], (string)mounts[0]["subPath"]));
        Assert.Equal(("/data", "goods"), ((string)mounts[1]["path"], (string)mounts[1]["subPath"]));
        Assert.Equal(["Secret", "AzureFile"], app.MapsAt("template.volumes").Select(volume => volume["storageType"]));
        var storage = declared.One("azure:containerapp/environmentStorage:EnvironmentStorage");
        Assert.Equal("ReadOnly", storage.At("accessMode"));
        Assert.Equal("key-of-volumes", storage.At("accessKey"));
    }

    [Fact]
    public async Task Images_come_from_the_environments_registry_by_identity_or_as_they_are_named()
    {
        var declared = await AzureStack.DeclareAsync([("images", """{"worker": "ghcr.io/acme/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"}""")], AzureStack.Shop, AzureStack.Worker);

        Assert.Equal("own.azurecr.io/shop:1.2.3", declared.App("shop").At("template.containers.0.image"));
        Assert.Equal("own.azurecr.io", declared.App("shop").At("registries.0.server"));
        Assert.Equal("shop-id", declared.App("shop").At("registries.0.identity"));
        Assert.StartsWith("ghcr.io/acme/worker@", (string)declared.App("worker").At("template.containers.0.image")!);
        Assert.Null(declared.App("worker").At("registries"));
    }

    [Fact]
    public async Task A_shared_registry_is_pulled_from_by_identity_and_none_is_made()
    {
        const string id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/shared/providers/Microsoft.ContainerRegistry/registries/acmeimages";
        var declared = await AzureStack.DeclareAsync([("registry", "acmeimages.azurecr.io/shop"), ("registryId", id)],
            """
            apiVersion: score.dev/v1b1
            metadata: {name: worker}
            containers:
              run:
                image: .
            """);

        Assert.Empty(declared.OfType("azure:containerservice/registry:Registry"));
        Assert.Equal("acmeimages.azurecr.io/shop/shop:1.2.3", declared.App("worker").At("template.containers.0.image"));
        Assert.Equal("acmeimages.azurecr.io", declared.App("worker").At("registries.0.server"));
        Assert.Contains(declared.OfType(RoleAssignment), grant => grant.At("scope") is id && grant.At("roleDefinitionName") is "AcrPull");
    }

    private static string Flat(object? value) => value switch
    {
        ImmutableDictionary<string, object> map => string.Join('\n', map.Values.Select(Flat)),
        ImmutableArray<object> list => string.Join('\n', list.Select(Flat)),
        _ => value?.ToString() ?? "",
    };
}
