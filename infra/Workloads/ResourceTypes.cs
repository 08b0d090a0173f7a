using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

/// <summary>The resource types this project knows, and their outputs.</summary>
/// <remarks>Names and outputs are those of the default provisioners of score-compose and score-k8s; <c>secret</c> is ours.</remarks>
public static class ResourceTypes
{
    private static readonly ImmutableArray<ResourceType> Known =
    [
        new("amqp", ["host", "port", "username", "password", "vhost"], ["password"]),
        new("dns", ["host"]),
        new("elasticsearch", ["host", "port", "username", "password"], ["password"]),
        new("environment", []) { HasAnyOutput = true },
        new("kafka-topic", ["host", "port", "name", "num_partitions"]),
        new("mongodb", ["host", "port", "username", "password", "connection"], ["password", "connection"]),
        new("mssql", ["server", "port", "connection", "database", "username", "password"], ["password", "connection"]),
        new("mysql", ["host", "port", "name", "database", "username", "password"], ["password"]),
        new("postgres", ["host", "port", "name", "database", "username", "password"], ["password"]),
        new("postgres-instance", ["host", "port", "username", "password"], ["password"]),
        new("redis", ["host", "port", "username", "password"], ["password"]),
        new("route", []),
        new("s3", ["bucket", "endpoint", "region", "access_key_id", "secret_key", "aws_access_key_id", "aws_secret_key"], ["secret_key", "aws_secret_key"]),
        new("secret", ["value"], ["value"]),
        new("service-port", ["hostname", "port"]),
        new("volume", ["source", "type"]),
    ];

    /// <summary>All known types, ordered by name.</summary>
    public static ImmutableArray<ResourceType> All => Known;

    /// <summary>Finds a type; null for one that is not known here, which a target may still know.</summary>
    public static ResourceType? Find(string name) => Known.FirstOrDefault(type => type.Name == name);
}

/// <summary>A resource type: the outputs placeholders can name, and which of them are secret.</summary>
public sealed record ResourceType(string Name, ImmutableArray<string> Outputs, ImmutableArray<string> SecretOutputs)
{
    internal ResourceType(string name, ImmutableArray<string> outputs)
        : this(name, outputs, [])
    {
    }

    /// <summary>Whether every output name is allowed, as for <c>environment</c>.</summary>
    public bool HasAnyOutput { get; init; }

    /// <summary>Whether an output must be kept secret.</summary>
    public bool IsSecret(string output) => SecretOutputs.Contains(output);
}
