using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Random;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>The stack's one S3 server (MinIO); every <c>s3</c> resource gets a bucket and a key that opens only that.</summary>
public sealed class ObjectStore : ComponentResource
{
    public const int Port = 9000;

    private const string Region = "us-east-1";

    // MinIO's image names no user and runs as any.
    private const int User = 1000;

    // Secrets go in by standard input and variables, never as arguments. Attaching what is attached counts as a failure there.
    private const string Script =
        """
        export MC_CONFIG_DIR=/tmp/mc "MC_HOST_store=http://$ADMINISTRATOR:$ADMINISTRATOR_PASSWORD@$STORE"
        mc mb --ignore-existing "store/$BUCKET"
        mc version enable "store/$BUCKET"
        printf '%s' "$LIFECYCLE" | mc ilm rule import "store/$BUCKET"
        printf '%s' "$POLICY" > /tmp/policy.json
        mc admin policy create store "$BUCKET" /tmp/policy.json
        printf '%s\n%s\n' "$ACCESS_KEY_ID" "$SECRET_KEY" | mc admin user add store
        mc admin policy attach store "$BUCKET" --user "$ACCESS_KEY_ID" 2> /tmp/answer || grep -q 'already in effect' /tmp/answer || { cat /tmp/answer >&2; exit 1; }
        """;

    private readonly Cluster _cluster;
    private readonly Part _server;
    private readonly Output<string> _administrator;
    private readonly Output<string> _administratorPassword;
    private readonly Identity _setup;

    public ObjectStore(string name, Cluster cluster, string size)
        : base("slipway:kubernetes:ObjectStore", name, cluster.Options())
    {
        _cluster = cluster;
        _administrator = Output.Create("administrator");
        _administratorPassword = new RandomPassword($"{name}-administrator-password", new RandomPasswordArgs { Length = 40, Special = false },
            new CustomResourceOptions { Parent = this }).Result;
        var secrets = new Secrets($"{name}-server", cluster, new SecretsArgs
        {
            Of = name,
            Secret = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("user", _administrator).Add("password", _administratorPassword),
        }, this);
        _server = new Part(name, cluster, new PartArgs
        {
            Image = cluster.Image("minio"),
            Arguments = ["server", "/data", "--address", $":{Port}", "--certs-dir", "/tmp/certs"],
            Variables =
            [
                new EnvVarArgs { Name = "MINIO_ROOT_USER_FILE", Value = "/run/secrets/s3/user" },
                new EnvVarArgs { Name = "MINIO_ROOT_PASSWORD_FILE", Value = "/run/secrets/s3/password" },
                new EnvVarArgs { Name = "MINIO_REGION", Value = Region },
                new EnvVarArgs { Name = "MINIO_BROWSER", Value = "off" },
                new EnvVarArgs { Name = "MINIO_UPDATE", Value = "off" },
                // Only Prometheus can connect to read figures: the network policy is the guard.
                new EnvVarArgs { Name = "MINIO_PROMETHEUS_AUTH_TYPE", Value = "public" },
                new EnvVarArgs { Name = "HOME", Value = "/tmp" },
            ],
            Ports = [Port],
            User = User,
            Folders = [new ConfigurationFolder("/run/secrets/s3", null, secrets.SecretName)],
            ConfigurationHash = secrets.Hash,
            DataPath = "/data",
            DataSize = size,
            Ready = new ProbeArgs
            {
                HttpGet = new HTTPGetActionArgs { Path = "/minio/health/ready", Port = Port },
                PeriodSeconds = 5,
                TimeoutSeconds = 3,
                FailureThreshold = 6,
            },
            Requests = Sizes.Of(100, 256),
            Limits = Sizes.Of(1000, 1024),
            GraceSeconds = 60,
        }, this);
        _setup = new Identity(Parts.ObjectStoreSetup, cluster, Parts.ObjectStoreSetup, this);
        RegisterOutputs();
    }

    /// <summary>The name others in the namespace reach it under.</summary>
    public Output<string> Host => _server.Host;

    /// <summary>A bucket and its key. Outputs are those of the Score type <c>s3</c>.</summary>
    public Provided Bucket(string name)
    {
        var bucket = Names.Of(Names.Longest, name);
        var id = new RandomString($"{name}-key-id", new RandomStringArgs { Length = 20, Special = false, Lower = false },
            new CustomResourceOptions { Parent = this });
        var secret = new RandomPassword($"{name}-key-secret", new RandomPasswordArgs { Length = 40, Special = false },
            new CustomResourceOptions { Parent = this });
        var secrets = new Secrets($"{name}-setup", _cluster, new SecretsArgs
        {
            Of = Names.Of(Names.LongestWithSuffix, name, "setup"),
            Secret = ImmutableSortedDictionary<string, Output<string>>.Empty
                .Add("administrator-password", _administratorPassword)
                .Add("secret-key", secret.Result),
        }, this);
        var setup = new SetupJob(name, _cluster, new SetupJobArgs
        {
            Part = Parts.ObjectStoreSetup,
            Image = _cluster.Image("minio-client"),
            User = User,
            Script = Script,
            Secrets = secrets,
            Variables =
            [
                new EnvVarArgs { Name = "STORE", Value = Output.Format($"{_server.Host}:{Port}") },
                new EnvVarArgs { Name = "BUCKET", Value = bucket },
                new EnvVarArgs { Name = "LIFECYCLE", Value = Lifecycle },
                new EnvVarArgs { Name = "POLICY", Value = Policy(bucket) },
                new EnvVarArgs { Name = "ACCESS_KEY_ID", Value = id.Result },
                new EnvVarArgs { Name = "ADMINISTRATOR", Value = _administrator },
                secrets.Variable("ADMINISTRATOR_PASSWORD", "administrator-password"),
                secrets.Variable("SECRET_KEY", "secret-key"),
            ],
            Account = _setup.Account,
            After = [_server.Ready],
        }, this);

        return new Provided(setup.Done, new Dictionary<string, Output<string>>
        {
            ["bucket"] = Output.Create(bucket),
            ["endpoint"] = Output.Format($"http://{_server.Host}:{Port}"),
            ["region"] = Output.Create(Region),
            ["access_key_id"] = id.Result,
            ["secret_key"] = secret.Result,
            ["aws_access_key_id"] = id.Result,
            ["aws_secret_key"] = secret.Result,
        });
    }

    // A month to take back what was overwritten or deleted; then it no longer fills the disk.
    private static string Lifecycle { get; } = new JObject
    {
        ["Rules"] = new JArray(new JObject
        {
            ["ID"] = "old-versions",
            ["Status"] = "Enabled",
            ["Filter"] = new JObject { ["Prefix"] = "" },
            ["NoncurrentVersionExpiration"] = new JObject { ["NoncurrentDays"] = 30 },
        }),
    }.ToString(Newtonsoft.Json.Formatting.None);

    private static string Policy(string bucket) => new JObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JArray(
            Allow($"arn:aws:s3:::{bucket}", "s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"),
            Allow($"arn:aws:s3:::{bucket}/*", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload")),
    }.ToString(Newtonsoft.Json.Formatting.None);

    private static JObject Allow(string resource, params string[] actions) => new()
    {
        ["Effect"] = "Allow",
        ["Action"] = new JArray(actions.Cast<object>().ToArray()),
        ["Resource"] = new JArray(resource),
    };
}
