using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class SecretsArgs : ResourceArgs
{
    /// <summary>The workload or part that reads it.</summary>
    public required string Of { get; init; }

    public string Slot { get; init; } = "";

    /// <summary>Texts anybody may read, by key.</summary>
    public ImmutableSortedDictionary<string, Output<string>> Texts { get; init; } = ImmutableSortedDictionary<string, Output<string>>.Empty;

    /// <summary>What is not text, as base64, by key; anybody may read it.</summary>
    public ImmutableSortedDictionary<string, string> Binaries { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Texts only the reader may read, by key.</summary>
    public ImmutableSortedDictionary<string, Output<string>> Secret { get; init; } = ImmutableSortedDictionary<string, Output<string>>.Empty;

    /// <summary>Whether what is there already stays as it is.</summary>
    public bool IsKept { get; init; }
}

/// <summary>
/// What pods read: a ConfigMap and a Secret. Both are immutable and named by their content, so that a change reaches
/// new pods only and those that run on, or are gone back to, find what they started with.
/// </summary>
public sealed class Secrets : ComponentResource
{
    public Secrets(string name, Cluster cluster, SecretsArgs args, Resource parent)
        : base("slipway:kubernetes:Secrets", name, new ComponentResourceOptions { Parent = parent })
    {
        var objectName = Names.Of(Names.LongestWithSuffix, args.Of, args.Slot);
        var texts = All(args.Texts).Apply(all => Fingerprint("", all.AddRange(args.Binaries)));
        var secrets = args.Secret.IsEmpty
            ? Output.Create("")
            : Output.Unsecret(Output.Tuple(cluster.Salt, All(args.Secret)).Apply(pair => Fingerprint(pair.Item1, pair.Item2)));
        if (!args.Texts.IsEmpty || !args.Binaries.IsEmpty)
        {
            var chosen = texts.Apply(hash => $"{objectName}-{hash}");
            var options = cluster.ChildOf(this);
            options.IgnoreChanges = args.IsKept ? ["metadata", "data", "binaryData"] : [];
            var map = new ConfigMapArgs { Metadata = cluster.Metadata(chosen, args.Of, args.Slot), Immutable = true };
            foreach (var (key, text) in args.Texts)
                map.Data.Add(key, text);
            foreach (var (key, bytes) in args.Binaries)
                map.BinaryData.Add(key, bytes);
            TextsName = Cluster.NameOf(new ConfigMap($"{name}-texts", map, options), chosen);
        }
        if (!args.Secret.IsEmpty)
        {
            var chosen = secrets.Apply(hash => $"{objectName}-{hash}");
            var options = cluster.ChildOf(this);
            options.IgnoreChanges = args.IsKept ? ["metadata", "stringData", "data"] : [];
            var secret = new SecretArgs { Metadata = cluster.Metadata(chosen, args.Of, args.Slot), Immutable = true, Type = "Opaque" };
            foreach (var (key, text) in args.Secret)
                secret.StringData.Add(key, text);
            SecretName = Cluster.NameOf(new Secret($"{name}-secret", secret, options), chosen);
        }
        Hash = Output.Tuple(texts, secrets).Apply(pair => Names.Hash(pair.Item1 + pair.Item2)[..16]);
        RegisterOutputs();
    }

    /// <summary>The ConfigMap; null when there is nothing in it.</summary>
    public Output<string>? TextsName { get; }

    /// <summary>The Secret; null when there is nothing in it.</summary>
    public Output<string>? SecretName { get; }

    /// <summary>Another one when any content is.</summary>
    public Output<string> Hash { get; }

    /// <summary>A variable that takes its value from the Secret.</summary>
    public EnvVarArgs Variable(string variable, string key) => new()
    {
        Name = variable,
        ValueFrom = new EnvVarSourceArgs { SecretKeyRef = new SecretKeySelectorArgs { Name = SecretName!, Key = key } },
    };

    private static Output<ImmutableSortedDictionary<string, string>> All(ImmutableSortedDictionary<string, Output<string>> texts) =>
        Output.All(texts.Values).Apply(values => texts.Keys.Zip(values).ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));

    // JSON keeps apart what a mere concatenation would not.
    private static string Fingerprint(string salt, ImmutableSortedDictionary<string, string> texts)
    {
        var content = new JObject(texts.Select(text => new JProperty(text.Key, text.Value))).ToString();
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(content)))[..10];
    }
}
