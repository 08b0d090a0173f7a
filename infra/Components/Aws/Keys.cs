using Pulumi;
using Kms = Pulumi.Aws.Kms;

namespace Slipway.Infra.Components.Aws;

/// <summary>The keys of an environment, one for each kind of thing that is encrypted; each is renewed every year by AWS.</summary>
public sealed class Keys : ComponentResource
{
    private readonly AwsSettings _settings;

    public Keys(string name, AwsSettings settings, ComponentResourceOptions? options = null)
        : base("slipway:aws:Keys", name, options)
    {
        _settings = settings;
        Data = Key($"{name}-data", "databases, buckets, volumes, caches and images");
        Secrets = Key($"{name}-secrets", "secrets");
        Logs = Key($"{name}-logs", "logs and alarms",
            new PolicyStatement
            {
                Sid = "Logs",
                Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"],
                Resources = ["*"],
                Principals = [PolicyPrincipal.Service($"logs.{settings.Region}.{settings.DnsSuffix}")],
                Conditions = [new("ArnLike", "kms:EncryptionContext:aws:logs:arn", settings.Arn("logs", "log-group:*"))],
            },
            new PolicyStatement
            {
                Sid = "Alarms",
                Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
                Resources = ["*"],
                Principals = [PolicyPrincipal.Service("cloudwatch.amazonaws.com"), PolicyPrincipal.Service("events.rds.amazonaws.com")],
                Conditions = [new("StringEquals", "aws:SourceAccount", settings.Account)],
            });
        RegisterOutputs();
    }

    public Kms.Key Data { get; }

    public Kms.Key Secrets { get; }

    public Kms.Key Logs { get; }

    private Kms.Key Key(string name, string purpose, params PolicyStatement[] services)
    {
        var key = new Kms.Key(name, new Kms.KeyArgs
        {
            Description = $"{_settings.Labels.Project} {_settings.Stack}: {purpose}",
            EnableKeyRotation = true,
            DeletionWindowInDays = 30,
            Policy = PolicyStatement.Document([Account(), .. services]),
        }, new CustomResourceOptions { Parent = this });
        _ = new Kms.Alias(name, new Kms.AliasArgs { Name = $"alias/{_settings.Labels.Project}-{_settings.Stack}-{name}", TargetKeyId = key.KeyId }, new CustomResourceOptions { Parent = this });
        return key;
    }

    // In the policy of a key, "*" is that key. The account's own policies decide who in it may do these things;
    // spelled out rather than kms:*, so that no document of this program grants everything.
    private PolicyStatement Account() => new()
    {
        Sid = "PoliciesOfTheAccount",
        Actions =
        [
            "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:CreateGrant", "kms:Decrypt", "kms:DeleteAlias", "kms:DescribeKey",
            "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation", "kms:Encrypt", "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies",
            "kms:ListResourceTags", "kms:ListRetirableGrants", "kms:PutKeyPolicy", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:RetireGrant",
            "kms:RevokeGrant", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
        ],
        Resources = ["*"],
        Principals = [PolicyPrincipal.Account(_settings)],
    };
}
