using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace Infra.Tests.Aws;

public sealed class SafetyTests
{
    [Fact]
    public async Task The_database_is_private_encrypted_backed_up_protected_and_takes_no_connection_without_tls()
    {
        var stack = await AwsStack.DeclareAsync();

        var server = Assert.Single(stack.All("rds/instance"));
        Assert.False(server.Flag("publiclyAccessible"));
        Assert.True(server.Flag("storageEncrypted"));
        Assert.Equal("arn-of-keys-data", server.Text("kmsKeyId"));
        Assert.True(server.Flag("deletionProtection"));
        Assert.True(server.Flag("multiAz"));
        Assert.False(server.Flag("skipFinalSnapshot"));
        Assert.Equal(14, server.Number("backupRetentionPeriod"));
        Assert.True(server.Flag("manageMasterUserPassword"));
        Assert.False(server.Inputs.ContainsKey("password"));
        var parameters = Assert.Single(stack.All("rds/parameterGroup")).List("parameters").Select((_, index) => stack.All("rds/parameterGroup")[0].List("parameters").Map(index));
        Assert.Contains(parameters, parameter => (string)parameter["name"] == "rds.force_ssl" && (string)parameter["value"] == "1");
        Assert.Equal(["network-data-a-id", "network-data-b-id"], Assert.Single(stack.All("rds/subnetGroup")).List("subnetIds").Cast<string>());
    }

    [Fact]
    public async Task Every_bucket_is_closed_to_the_public_versioned_encrypted_and_refuses_plain_http()
    {
        var stack = await AwsStack.DeclareAsync();

        var buckets = stack.All("s3/bucket").Select(bucket => $"{bucket.Name}-id").ToList();
        Assert.Equal(["access-logs-id", "s3-shop-files-id"], buckets);
        IEnumerable<string> Of(string type) => stack.All(type).Select(resource => resource.Text("bucket"));
        Assert.All((string[])["s3/bucketPublicAccessBlock", "s3/bucketVersioning", "s3/bucketServerSideEncryptionConfiguration", "s3/bucketLifecycleConfiguration", "s3/bucketOwnershipControls", "s3/bucketPolicy"],
            type => Assert.Equal(buckets, Of(type)));
        Assert.All(stack.All("s3/bucketPublicAccessBlock"), block => Assert.All((string[])["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"], input => Assert.True(block.Flag(input))));
        Assert.All(stack.All("s3/bucketVersioning"), versioning => Assert.Equal("Enabled", versioning.Map("versioningConfiguration")["status"]));
        var encryption = stack.One("s3/bucketServerSideEncryptionConfiguration", "s3-shop-files").List("rules").Map(0).Map("applyServerSideEncryptionByDefault");
        Assert.Equal("aws:kms", encryption["sseAlgorithm"]);
        Assert.Equal("arn-of-keys-data", encryption["kmsMasterKeyId"]);
        Assert.All(stack.All("s3/bucketPolicy"), policy => Assert.Contains(stack.Statements(), entry =>
            entry.Resource == policy && (string)entry.Statement["Effect"]! == "Deny" && (string)entry.Statement["Principal"]! == "*"
            && (string)entry.Statement["Condition"]!["Bool"]!["aws:SecureTransport"]! == "false"));
    }

    [Fact]
    public async Task Whatever_keeps_data_is_encrypted_with_a_key_that_is_renewed()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.All(stack.All("kms/key"), key => Assert.True(key.Flag("enableKeyRotation")));
        var cache = Assert.Single(stack.All("elasticache/replicationGroup"));
        Assert.True(cache.Flag("atRestEncryptionEnabled"));
        Assert.True(cache.Flag("transitEncryptionEnabled"));
        Assert.Equal("required", cache.Text("transitEncryptionMode"));
        Assert.Equal("secret-of-redis-shop-cache-password", cache.Text("authToken"));
        Assert.True(Assert.Single(stack.All("efs/fileSystem")).Flag("encrypted"));
        Assert.All(stack.All("secretsmanager/secret"), secret => Assert.Equal("arn-of-keys-secrets", secret.Text("kmsKeyId")));
        Assert.Equal("arn-of-keys-logs", Assert.Single(stack.All("sns/topic")).Text("kmsMasterKeyId"));
        Assert.All(stack.All("ecr/repository"), repository => Assert.Equal("KMS", repository.List("encryptionConfigurations").Map(0)["encryptionType"]));
    }

    [Fact]
    public async Task Every_log_is_encrypted_and_ends_after_as_many_days_as_set()
    {
        var stack = await AwsStack.DeclareAsync(("logDays", "30"));

        Assert.NotEmpty(stack.All("cloudwatch/logGroup"));
        Assert.All(stack.All("cloudwatch/logGroup"), log =>
        {
            Assert.Equal(30, log.Number("retentionInDays"));
            Assert.Equal("arn-of-keys-logs", log.Text("kmsKeyId"));
        });
    }

    [Fact]
    public async Task No_policy_allows_a_wildcard_action_and_none_but_the_registry_login_a_wildcard_resource_to_a_role()
    {
        var stack = await AwsStack.DeclareAsync();

        var allowed = stack.Statements().Where(entry => (string)entry.Statement["Effect"]! == "Allow").ToList();
        Assert.True(allowed.Count > 20);
        Assert.All(allowed, entry => Assert.All(Texts(entry.Statement["Action"]), action => Assert.DoesNotContain('*', action)));
        var everywhere = allowed.Where(entry => entry.Resource.Type == "aws:iam/rolePolicy:RolePolicy" && Texts(entry.Statement["Resource"]).Contains("*"));
        Assert.Equal(["ecr:GetAuthorizationToken"], everywhere.SelectMany(entry => Texts(entry.Statement["Action"])).Distinct());
    }

    [Fact]
    public async Task A_policy_never_names_two_of_its_statements_alike()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.All(stack.Statements().GroupBy(entry => (entry.Resource.Type, entry.Resource.Name, entry.Statement.Root)), document =>
            Assert.Equal(document.Count(), document.Select(entry => (string)entry.Statement["Sid"]!).Distinct().Count()));
    }

    [Fact]
    public async Task A_role_is_taken_on_by_one_service_for_this_account_alone()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.All(stack.All("iam/role"), role =>
        {
            var trust = Assert.Single(stack.Statements(), entry => entry.Resource == role).Statement;
            var service = Assert.Single(Texts(trust["Principal"]!["Service"]));
            Assert.True(service == "lambda.amazonaws.com" || (string)trust["Condition"]!["StringEquals"]!["aws:SourceAccount"]! == "111122223333");
        });
    }

    [Fact]
    public async Task A_workload_may_use_its_own_bucket_and_volume_and_another_workload_neither()
    {
        var stack = await AwsStack.DeclareAsync();

        var allowed = stack.Statements().Where(entry => entry.Resource.Name == "shop-task" && entry.Resource.Type == "aws:iam/rolePolicy:RolePolicy").Select(entry => entry.Statement).ToList();
        Assert.Contains(allowed, statement => Texts(statement["Resource"]).SequenceEqual(["arn-of-s3-shop-files/*"]) && Texts(statement["Action"]).Contains("s3:PutObject"));
        Assert.Contains(allowed, statement => Texts(statement["Action"]).Contains("elasticfilesystem:ClientWrite") && (string)statement["Condition"]!["StringEquals"]!["elasticfilesystem:AccessPointArn"]! == "arn-of-volume-shop-data");
        Assert.DoesNotContain(stack.All("iam/rolePolicy"), policy => policy.Name is "worker-task" or "import-task");
        Assert.Empty(stack.All("iam/user"));
    }

    [Fact]
    public async Task Starting_a_workload_opens_its_own_secret_log_and_image_and_no_others()
    {
        var stack = await AwsStack.DeclareAsync();

        var resources = stack.Statements()
            .Where(entry => entry.Resource.Name == "shop-execution" && entry.Resource.Type == "aws:iam/rolePolicy:RolePolicy")
            .SelectMany(entry => Texts(entry.Statement["Resource"]))
            .Order(StringComparer.Ordinal);
        Assert.Equal(["*", "arn-of-keys-secrets", "arn-of-shop", "arn-of-shop:*", "arn-of-workload-shop"], resources);
    }

    [Fact]
    public async Task Secrets_reach_containers_by_reference_and_stand_nowhere_in_plain_text()
    {
        var stack = await AwsStack.DeclareAsync();

        string[] secrets = ["secret-of-postgres-shared-password", "secret-of-redis-shop-cache-password", "very-secret-token"];
        string[] keepers = ["aws:secretsmanager/secretVersion:SecretVersion", "aws:elasticache/replicationGroup:ReplicationGroup"];
        Assert.All(stack.Resources.Where(resource => !keepers.Contains(resource.Type)), resource =>
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, string.Join('\n', Flatten(resource.Inputs)))));

        var api = stack.Containers("shop-blue")["api"];
        var references = api["secrets"]!.ToDictionary(secret => (string)secret["name"]!, secret => (string)secret["valueFrom"]!);
        Assert.Equal(["CACHE", "DB", "TOKEN"], references.Keys.Order());
        Assert.Equal("arn-of-workload-shop:api_DB::version-of-workload-shop", references["DB"]);
        var kept = JObject.Parse(stack.One("secretsmanager/secretVersion", "workload-shop").Text("secretString"));
        Assert.Equal("postgres://postgres_shared_a:secret-of-postgres-shared-password@address-of-postgres:5432/postgres_shared", (string)kept["api_DB"]!);
        Assert.Equal("token: very-secret-token", (string)kept["FILE_api_0"]!);
    }

    [Fact]
    public async Task Keys_of_a_bucket_are_empty_as_the_workload_acts_by_its_role()
    {
        var stack = await AwsStack.DeclareAsync();

        var variables = stack.Containers("shop-blue")["api"]["environment"]!.ToDictionary(variable => (string)variable["name"]!, variable => (string)variable["value"]!);
        Assert.Equal("", variables["BUCKET_KEY"]);
        Assert.Equal("s3-shop-files-id", variables["BUCKET"]);
    }

    [Fact]
    public async Task Containers_run_unprivileged_on_a_read_only_root()
    {
        var stack = await AwsStack.DeclareAsync();

        foreach (var task in stack.All("ecs/taskDefinition"))
        {
            Assert.All(stack.Containers(task.Name!).Values, container =>
            {
                Assert.True((bool)container["readonlyRootFilesystem"]!);
                Assert.NotEmpty(container["linuxParameters"]!["capabilities"]!["drop"]!);
                var isRoot = (string)container["user"]! == "0:0";
                Assert.Equal((string)container["name"]! is "slipway-files" or "configuration", isRoot);
                Assert.True(isRoot || (string)container["linuxParameters"]!["capabilities"]!["drop"]![0]! == "ALL");
            });
        }
    }

    [Fact]
    public async Task Everything_carries_the_labels_and_credentials_of_another_account_are_refused()
    {
        var stack = await AwsStack.DeclareAsync();

        var provider = Assert.Single(stack.Resources, resource => resource.Type == "pulumi:providers:aws");
        var text = string.Join('\n', Flatten(provider.Inputs));
        Assert.All((string[])["project", "stack", "owner", "cost-centre", "managed-by", "111122223333"], word => Assert.Contains(word, text));
        Assert.Equal("eu-central-1", provider.Text("region"));
    }

    private static IEnumerable<string> Texts(JToken? token) => token switch
    {
        JArray list => list.Select(item => (string)item!),
        null => [],
        _ => [(string)token!],
    };

    private static IEnumerable<string> Flatten(object value) => value switch
    {
        ImmutableDictionary<string, object> map => map.SelectMany(entry => Flatten(entry.Value).Prepend(entry.Key)),
        ImmutableArray<object> list => list.SelectMany(Flatten),
        _ => [value?.ToString() ?? ""],
    };
}
