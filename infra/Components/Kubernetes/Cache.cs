using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Random;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>
/// A Redis-compatible server (Valkey) of its own for a <c>redis</c> resource: keys have no owner there, so that two users of
/// one server would see each other's.
/// </summary>
public sealed class Cache : ComponentResource
{
    public const int Port = 6379;

    // The user 'valkey' of the image.
    private const int User = 999;

    public Cache(CatalogResource resource, Cluster cluster, string size)
        : base("slipway:kubernetes:Cache", resource.Name, cluster.Options())
    {
        var name = NameOf(resource);
        var password = new RandomPassword($"{resource.Name}-password", new RandomPasswordArgs { Length = 40, Special = false }, new CustomResourceOptions { Parent = this }).Result;
        var secrets = new Secrets($"{name}-server", cluster, new SecretsArgs
        {
            Of = name,
            Secret = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("redis.conf", password.Apply(Configuration)),
        }, this);
        var server = new Part(name, cluster, new PartArgs
        {
            Image = cluster.Image("valkey"),
            Command = ["valkey-server"],
            Arguments = ["/run/secrets/redis/redis.conf"],
            Ports = [Port],
            User = User,
            Folders = [new ConfigurationFolder("/run/secrets/redis", null, secrets.SecretName)],
            ConfigurationHash = secrets.Hash,
            DataPath = "/data",
            DataSize = size,
            // Without a password it may only be asked whether it answers: NOAUTH is an answer.
            Ready = new ProbeArgs { TcpSocket = new TCPSocketActionArgs { Port = Port }, PeriodSeconds = 5, TimeoutSeconds = 3, FailureThreshold = 6 },
            Requests = Sizes.Of(50, 128),
            Limits = Sizes.Of(500, 512),
            GraceSeconds = 60,
        }, this);
        Provided = new Provided(server.Ready, new Dictionary<string, Output<string>>
        {
            ["host"] = server.Host,
            ["port"] = Output.Create(Port.ToString()),
            ["username"] = Output.Create("default"),
            ["password"] = password,
        });
        RegisterOutputs();
    }

    /// <summary>The server; outputs are those of the Score type <c>redis</c>.</summary>
    public Provided Provided { get; }

    /// <summary>What the server of a resource is called.</summary>
    public static string NameOf(CatalogResource resource) => Names.Of(Names.LongestWithSuffix, resource.Name);

    // Memory stays below the limit of the container. Only keys with an expiry are dropped to make room: the others may be all there is.
    private static string Configuration(string password) =>
        $"""
        port {Port}
        dir /data
        requirepass {password}
        appendonly yes
        maxmemory 384mb
        maxmemory-policy volatile-lru

        """;
}
