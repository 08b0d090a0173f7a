using Newtonsoft.Json.Linq;

namespace Infra.Tests.Kubernetes;

public sealed class PartTests
{
    [Theory]
    [InlineData("postgres", "/var/lib/postgresql/data", "20Gi")]
    [InlineData("s3", "/data", "20Gi")]
    [InlineData("redis-shop-cache", "/data", "1Gi")]
    [InlineData("prometheus", "/prometheus", "20Gi")]
    public async Task What_keeps_data_has_a_disk_that_outlives_it_and_is_reached_inside_only(string part, string path, string size)
    {
        var cluster = await Cluster.DeclareAsync([("storageClass", "fast")], Scores.All);

        var spec = cluster[$"{part}-set"]["spec"]!;
        var claim = spec["volumeClaimTemplates"]![0]!;
        Assert.Equal((size, "fast"), ((string)claim.SelectToken("spec.resources.requests.storage")!, (string)claim.SelectToken("spec.storageClassName")!));
        Assert.Equal(("Retain", "Retain"), ((string)spec.SelectToken("persistentVolumeClaimRetentionPolicy.whenDeleted")!, (string)spec.SelectToken("persistentVolumeClaimRetentionPolicy.whenScaled")!));
        Assert.Contains(cluster.Container($"{part}-set", part)["volumeMounts"]!, mount => (string)mount["mountPath"]! == path && (string)mount["name"]! == "data");
        Assert.Equal("ClusterIP", cluster[$"{part}-service"].SelectToken("spec.type"));
        Assert.Equal(part, (string)spec["serviceName"]!);
        Assert.NotNull(cluster.Container($"{part}-set", part)["readinessProbe"]);
    }

    [Fact]
    public async Task A_resource_two_workloads_name_by_id_is_one_database_with_one_role()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        Assert.Single(cluster.OfKind("Job"), job => job.Name == "postgres-shared-job");
        Assert.Equal("secret-of-postgres-shared-password", (string)cluster["stock-blue-secret"].SelectToken("stringData['main.DB_PASSWORD']")!);
        Assert.Contains("secret-of-postgres-shared-password", (string)cluster["shop-blue-secret"].SelectToken("stringData['api.DB']")!);
    }

    [Theory]
    [InlineData("postgres-shared", "PASSWORD", "password")]
    [InlineData("s3-shop-files", "SECRET_KEY", "secret-key")]
    public async Task What_sets_up_a_resource_gets_its_secrets_by_reference_and_only_its_own_role(string name, string variable, string key)
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var container = cluster.Container($"{name}-job", "setup");
        var found = container["env"]!.First(candidate => (string)candidate["name"]! == variable);
        Assert.Equal(key, (string)found.SelectToken("valueFrom.secretKeyRef.key")!);
        Assert.Equal((string)cluster[$"{name}-setup-secret"].SelectToken("metadata.name")!, (string)found.SelectToken("valueFrom.secretKeyRef.name")!);
        Assert.Equal("Never", cluster[$"{name}-job"].SelectToken("spec.template.spec.restartPolicy"));
        Assert.Null(cluster[$"{name}-job"].SelectToken("metadata.name"));
        Assert.Null(cluster[$"{name}-job"].SelectToken("spec.ttlSecondsAfterFinished"));
    }

    [Fact]
    public async Task Postgres_takes_no_connection_without_a_password()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var variables = cluster.Container("postgres-set", "postgres")["env"]!.ToDictionary(variable => (string)variable["name"]!, variable => (string?)variable["value"]);
        Assert.Contains("--auth-host=scram-sha-256 --auth-local=scram-sha-256", variables["POSTGRES_INITDB_ARGS"]);
        Assert.Equal("/run/secrets/postgres/password", variables["POSTGRES_PASSWORD_FILE"]);
        Assert.DoesNotContain("POSTGRES_HOST_AUTH_METHOD", variables.Keys);
        Assert.DoesNotContain("POSTGRES_PASSWORD", variables.Keys);
    }

    [Fact]
    public async Task Databases_are_dumped_by_schedule_to_a_disk_of_their_own()
    {
        var cluster = await Cluster.DeclareAsync([("backupSchedule", "15 1 * * *"), ("backupsKept", "3")], Scores.All);

        var spec = cluster["postgres-backup-schedule"]["spec"]!;
        Assert.Equal(("15 1 * * *", "Forbid"), ((string)spec["schedule"]!, (string)spec["concurrencyPolicy"]!));
        Assert.Equal("3", (string)cluster.Variable("postgres-backup-schedule", "backup", "KEEP")!["value"]!);
        Assert.NotNull(cluster.Variable("postgres-backup-schedule", "backup", "PGPASSWORD")!.SelectToken("valueFrom.secretKeyRef"));
        var claim = (string)spec.SelectToken("jobTemplate.spec.template.spec.volumes[0].persistentVolumeClaim.claimName")!;
        Assert.Equal((string)cluster["postgres-backup-disk"].SelectToken("metadata.name")!, claim);
    }

    [Fact]
    public async Task A_bucket_has_a_key_that_opens_only_that()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var policy = JObject.Parse(Pod((string)cluster.Container("s3-shop-files-job", "setup")["env"]!.First(variable => (string)variable["name"]! == "POLICY")["value"]!));
        var resources = policy.SelectTokens("Statement[*].Resource[*]").Select(resource => (string)resource!);
        Assert.Equal(["arn:aws:s3:::s3-shop-files", "arn:aws:s3:::s3-shop-files/*"], resources);
        Assert.All(policy.SelectTokens("Statement[*].Action[*]"), action => Assert.DoesNotContain("*", (string)action!));
    }

    [Fact]
    public async Task A_cache_asks_for_its_password_and_belongs_to_one_resource()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        Assert.Contains("requirepass secret-of-redis-shop-cache-password", (string)cluster["redis-shop-cache-server-secret"].SelectToken("stringData['redis.conf']")!);
        Assert.Null(cluster["redis-shop-cache-set"].SelectToken("spec.template.spec.containers[0].env"));
    }

    [Fact]
    public async Task A_stack_names_images_of_a_registry_of_its_own()
    {
        var cluster = await Cluster.DeclareAsync([("platformImages", """{"postgres":"mirror.example/postgres:17.6"}""")], Scores.All);

        Assert.Equal("mirror.example/postgres:17.6", (string)cluster.Container("postgres-set", "postgres")["image"]!);
        Assert.Equal("mirror.example/postgres:17.6", (string)cluster.Container("postgres-shared-job", "setup")["image"]!);
    }

    private static string Pod(string value) => value.Replace("$$", "$");
}
