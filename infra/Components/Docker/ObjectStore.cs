using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Random;

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// The stack's one MinIO, on the data network; every <c>s3</c> resource gets a bucket and a key that opens only that.
/// Like a database, a bucket outlives its resource.
/// </summary>
public sealed class ObjectStore : ComponentResource
{
    private const string Server = "s3";
    private const int Port = 9000;

    private readonly Host _host;
    private readonly Output<string> _administrator;
    private readonly Resource _ready;

    public ObjectStore(string name, Host host)
        : base("slipway:docker:ObjectStore", name, host.Options)
    {
        _host = host;
        var user = KeyId($"{name}.administrator");
        var password = Secret($"{name}.administrator");
        _administrator = Output.Format($"http://{user}:{password}@{Server}:{Port}");
        var volume = host.Volume(this, name, host.Settings.WorkloadUser);
        _ready = host.Run(this, host.Part("minio", name, host.Settings.WorkloadUser) with
        {
            Command = ["minio", "server", "/data", "--address", $":{Port}"],
            Environment = Tools
                .Add("MINIO_BROWSER", "off")
                .Add("MINIO_ROOT_PASSWORD_FILE", "/run/secrets/password")
                .Add("MINIO_ROOT_USER_FILE", "/run/secrets/user"),
            Files = [new PlacedFile("/run/secrets/password", password), new PlacedFile("/run/secrets/user", user)],
            Volumes = [new VolumePlace(volume.Name, "/data")],
            Networks = [new NetworkPlace(host.Network.Data, [Server])],
            Health = HealthCheck.Program("mc", "ready", "local"),
            Exclusive = true,
        }, volume.Ready);
        RegisterOutputs();
    }

    // The client keeps its settings beside the home folder, which is not writable.
    private static ImmutableSortedDictionary<string, Input<string>> Tools { get; } =
        ImmutableSortedDictionary<string, Input<string>>.Empty.Add("HOME", "/tmp").Add("MC_CONFIG_DIR", "/tmp/mc");

    /// <summary>A bucket and its key. Outputs are those of the Score type <c>s3</c>.</summary>
    public Provided Bucket(string name)
    {
        var id = KeyId($"{name}-key");
        var secret = Secret($"{name}-key");
        var bucket = _host.Run(this, _host.Part("minio", name, _host.Settings.WorkloadUser) with
        {
            Entrypoint = ["/bin/sh"],
            Command = ["/run/secrets/bucket.sh"],
            Environment = Tools,
            Files =
            [
                new PlacedFile("/run/secrets/bucket.sh", Output.Tuple(_administrator, id, secret).Apply(keys => Script(name, keys.Item1, keys.Item2, keys.Item3))),
                new PlacedFile("/run/secrets/policy.json", Policy(name)),
            ],
            Networks = [new NetworkPlace(_host.Network.Data, [])],
            Once = true,
        }, _ready);
        return new Provided(bucket, new Dictionary<string, Output<string>>
        {
            ["bucket"] = Output.Create(name),
            ["endpoint"] = Output.Create($"http://{Server}:{Port}"),
            ["region"] = Output.Create("us-east-1"),
            ["access_key_id"] = id,
            ["secret_key"] = secret,
            ["aws_access_key_id"] = id,
            ["aws_secret_key"] = secret,
        });
    }

    private Output<string> KeyId(string name) =>
        new RandomString($"{name}-id", new RandomStringArgs { Length = 20, Special = false, Lower = false }, new CustomResourceOptions { Parent = this }).Result;

    private Output<string> Secret(string name) =>
        new RandomPassword($"{name}-secret", new RandomPasswordArgs { Length = 40, Special = false }, new CustomResourceOptions { Parent = this }).Result;

    // The key goes in on standard input: arguments can be read by whoever lists the processes of the host.
    private static string Script(string bucket, string administrator, string id, string secret) =>
        $"""
        set -eu
        export MC_HOST_store={ShellWord.Quote(administrator)}
        mc mb --ignore-existing store/{bucket}
        mc admin policy create store {bucket} /run/secrets/policy.json
        printf '%s\n%s\n' {ShellWord.Quote(id)} {ShellWord.Quote(secret)} | mc admin user add store
        mc admin policy attach store {bucket} --user {ShellWord.Quote(id)} || mc admin policy entities store --user {ShellWord.Quote(id)} | grep -q {bucket}

        """;

    private static string Policy(string bucket) => new JObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JArray(
            new JObject { ["Effect"] = "Allow", ["Action"] = new JArray("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"), ["Resource"] = new JArray($"arn:aws:s3:::{bucket}") },
            new JObject { ["Effect"] = "Allow", ["Action"] = new JArray("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"), ["Resource"] = new JArray($"arn:aws:s3:::{bucket}/*") }),
    }.ToString();
}
