using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Aws.SecretsManager;

namespace Slipway.Infra.Components.Aws;

/// <summary>Secrets in Secrets Manager under a key of the environment; whoever needs one is let at that one alone.</summary>
public sealed class Secrets : ComponentResource
{
    private readonly AwsSettings _settings;
    private readonly Keys _keys;

    public Secrets(string name, AwsSettings settings, Keys keys, ComponentResourceOptions? options = null)
        : base("slipway:aws:Secrets", name, options)
    {
        _settings = settings;
        _keys = keys;
        RegisterOutputs();
    }

    /// <summary>Keeps values under one name.</summary>
    public StoredSecret Store(string name, string purpose, IReadOnlyDictionary<string, Output<string>> values)
    {
        var secret = new Secret(name, new SecretArgs
        {
            Description = purpose,
            KmsKeyId = _keys.Secrets.Arn,
            RecoveryWindowInDays = _settings.DeletionProtection ? 30 : 7,
        }, new CustomResourceOptions { Parent = this });
        _ = new SecretPolicy(name, new SecretPolicyArgs
        {
            SecretArn = secret.Arn,
            BlockPublicPolicy = true,
            Policy = PolicyStatement.Document(PolicyStatement.DenyPlainHttp("secretsmanager:GetSecretValue", secret.Arn)),
        }, new CustomResourceOptions { Parent = this });

        var names = values.Keys.Order(StringComparer.Ordinal).ToImmutableArray();
        var version = new SecretVersion(name, new SecretVersionArgs
        {
            SecretId = secret.Id,
            SecretString = Output.All(names.Select(key => values[key])).Apply(all =>
                new JObject(names.Zip(all, (key, value) => new JProperty(key, value))).ToString(Formatting.None)),
        }, new CustomResourceOptions { Parent = this });
        return new StoredSecret(secret.Arn, version.VersionId, Readable(secret.Arn));
    }

    /// <summary>What reading a secret of this environment takes.</summary>
    public ImmutableArray<PolicyStatement> Readable(Output<string> arn) =>
    [
        new() { Sid = "ReadSecret", Actions = ["secretsmanager:GetSecretValue"], Resources = [arn] },
        new()
        {
            Sid = "OpenSecret",
            Actions = ["kms:Decrypt"],
            Resources = [_keys.Secrets.Arn],
            Conditions = [new("StringEquals", "kms:ViaService", $"secretsmanager.{_settings.Region}.{_settings.DnsSuffix}")],
        },
    ];
}

/// <summary>A secret and one version of it.</summary>
/// <param name="Readable">What reading it takes.</param>
public sealed record StoredSecret(Output<string> Arn, Output<string> Version, ImmutableArray<PolicyStatement> Readable)
{
    /// <summary>
    /// How a container refers to one of its values. The version is part of it: a new value starts new tasks, and rolling
    /// back to the tasks before also rolls back to the value before.
    /// </summary>
    public Output<string> Reference(string key) => Output.Format($"{Arn}:{key}::{Version}");
}
