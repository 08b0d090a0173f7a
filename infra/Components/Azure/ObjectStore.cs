using Pulumi;
using BlobInputs = Pulumi.Azure.Storage.Inputs;
using Blobs = Pulumi.Azure.Storage;

namespace Slipway.Infra.Components.Azure;

public sealed class ObjectStoreArgs : ResourceArgs
{
    public required bool ZoneRedundant { get; init; }

    public required int RecoveryDays { get; init; }

    /// <summary>The S3 gateway.</summary>
    public required string GatewayImage { get; init; }

    public required Network Network { get; init; }

    public required Secrets Secrets { get; init; }

    public required Logs Logs { get; init; }

    public required AppEnvironment Environment { get; init; }
}

/// <summary>
/// The environment's storage account for objects: reached from the network alone, and by identities alone, as it has no keys. Azure does not speak S3,
/// so every <c>s3</c> resource is a container with a gateway of its own in front.
/// </summary>
public sealed class ObjectStore : ComponentResource
{
    private readonly Foundation _foundation;
    private readonly ObjectStoreArgs _args;
    private readonly Blobs.Account _account;

    public ObjectStore(string name, Foundation foundation, ObjectStoreArgs args)
        : base("slipway:azure:ObjectStore", name, foundation.Part)
    {
        _foundation = foundation;
        _args = args;
        _account = new Blobs.Account(name, new Blobs.AccountArgs
        {
            Name = foundation.Names.Compact("blob", 24),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            AccountKind = "StorageV2",
            AccountTier = "Standard",
            AccountReplicationType = args.ZoneRedundant ? "ZRS" : "LRS",
            MinTlsVersion = "TLS1_2",
            HttpsTrafficOnlyEnabled = true,
            PublicNetworkAccessEnabled = false,
            AllowNestedItemsToBePublic = false,
            SharedAccessKeyEnabled = false,
            DefaultToOauthAuthentication = true,
            CrossTenantReplicationEnabled = false,
            InfrastructureEncryptionEnabled = true,
            LocalUserEnabled = false,
            NetworkRules = new BlobInputs.AccountNetworkRulesArgs { DefaultAction = "Deny", Bypasses = { "None" } },
            BlobProperties = new BlobInputs.AccountBlobPropertiesArgs
            {
                VersioningEnabled = true,
                DeleteRetentionPolicy = new BlobInputs.AccountBlobPropertiesDeleteRetentionPolicyArgs { Days = args.RecoveryDays },
                ContainerDeleteRetentionPolicy = new BlobInputs.AccountBlobPropertiesContainerDeleteRetentionPolicyArgs { Days = args.RecoveryDays },
            },
            Tags = foundation.Tags,
        }, foundation.Keeping(this));
        foundation.Lock(name, this, _account.Id);
        var endpoint = args.Network.Reach(name, this, _account.Id, "blob", args.Network.Zone("blob", "privatelink.blob.core.windows.net"));
        Ready = endpoint;
        args.Logs.Keep(name, this, Output.Format($"{_account.Id}/blobServices/default"), "audit");

        // Versions and uploads nobody finished would be paid for without end.
        _ = new Blobs.ManagementPolicy($"{name}-lifecycle", new Blobs.ManagementPolicyArgs
        {
            StorageAccountId = _account.Id,
            Rules =
            {
                new BlobInputs.ManagementPolicyRuleArgs
                {
                    Name = "drop-old-versions",
                    Enabled = true,
                    Filters = new BlobInputs.ManagementPolicyRuleFiltersArgs { BlobTypes = { "blockBlob" } },
                    Actions = new BlobInputs.ManagementPolicyRuleActionsArgs
                    {
                        Version = new BlobInputs.ManagementPolicyRuleActionsVersionArgs { DeleteAfterDaysSinceCreation = args.RecoveryDays },
                        Snapshot = new BlobInputs.ManagementPolicyRuleActionsSnapshotArgs { DeleteAfterDaysSinceCreationGreaterThan = args.RecoveryDays },
                    },
                },
            },
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    public Output<string> Id => _account.Id;

    /// <summary>What makes the account reachable.</summary>
    public Resource Ready { get; }

    /// <summary>A bucket, and a gateway whose key opens only that.</summary>
    public Bucket Bucket(string name) => new(name, _foundation, new BucketArgs
    {
        AccountId = _account.Id,
        AccountName = _account.Name,
        AccountAddress = _account.PrimaryBlobEndpoint,
        AccountReady = Ready,
        GatewayImage = _args.GatewayImage,
        ZoneRedundant = _args.ZoneRedundant,
        Secrets = _args.Secrets,
        Environment = _args.Environment,
    }, this);
}
