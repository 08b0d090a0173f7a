using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Command.Local;
using Pulumi.Random;

namespace Slipway.Infra.Components.Local;

/// <summary>The stack's one S3 server; every <c>s3</c> resource gets a bucket and a key that opens only that.</summary>
public sealed class ObjectStore : ComponentResource
{
    private readonly Machine _machine;
    private readonly Command _server;

    /// <param name="program">The server's program: <c>server.js</c> and its package files.</param>
    public ObjectStore(string name, Machine machine, SourceTree program, ComponentResourceOptions? options = null)
        : base("slipway:local:ObjectStore", name, options)
    {
        _machine = machine;
        var place = machine.Place;
        Port = machine.Ports["s3"];

        var folder = place.Path("builds", $"{name}-{program.Hash}");
        var packages = machine.Build(this, $"{name}-packages", "npm-install.sh", new InputMap<string>
        {
            ["OUTPUT"] = folder,
            ["FILES"] = program.Path,
        }, program.Hash);

        _server = machine.Unit(this, new Unit
        {
            Name = name,
            Address = $"127.0.0.1:{Port}",
            Command = ["node", Path.Combine(folder, "server.js")],
            Environment = ImmutableSortedDictionary<string, Input<string>>.Empty
                .Add("S3_PORT", Port.ToString())
                .Add("S3_DATA", place.Path("data", "s3"))
                .Add("S3_KEYS", place.Path("config", "s3-keys")),
            Ready = $"http://127.0.0.1:{Port}/-/ready",
            Priority = 10,
        }, packages);

        RegisterOutputs();
    }

    public int Port { get; }

    /// <summary>A bucket and its key. Outputs are those of the Score type <c>s3</c>.</summary>
    public Provided Bucket(string name)
    {
        var id = new RandomString($"{name}-key-id", new RandomStringArgs { Length = 20, Special = false, Lower = false },
            new CustomResourceOptions { Parent = this });
        var secret = new RandomPassword($"{name}-key-secret", new RandomPasswordArgs { Length = 40, Special = false },
            new CustomResourceOptions { Parent = this });
        var key = Output.Tuple(id.Result, secret.Result).Apply(pair =>
            new JObject { ["access_key_id"] = pair.Item1, ["secret_key"] = pair.Item2 }.ToString());
        var bucket = _machine.Run(this, name, "bucket.sh", "bucket-delete.sh", new InputMap<string> { ["NAME"] = name }, key, _server);

        return new Provided(bucket, new Dictionary<string, Output<string>>
        {
            ["bucket"] = Output.Create(name),
            ["endpoint"] = Output.Create($"http://127.0.0.1:{Port}"),
            ["region"] = Output.Create("us-east-1"),
            ["access_key_id"] = id.Result,
            ["secret_key"] = secret.Result,
            ["aws_access_key_id"] = id.Result,
            ["aws_secret_key"] = secret.Result,
        });
    }
}
