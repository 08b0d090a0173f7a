using Pulumi;
using Apps = Pulumi.Azure.ContainerApp;
using Files = Pulumi.Azure.Storage;
using FilesInputs = Pulumi.Azure.Storage.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class VolumesArgs : ResourceArgs
{
    public required bool ZoneRedundant { get; init; }

    public required int RecoveryDays { get; init; }

    /// <summary>Gibibytes of each volume.</summary>
    public required int Gigabytes { get; init; }

    public required Network Network { get; init; }

    public required AppEnvironment Environment { get; init; }
}

/// <summary>
/// Volumes as shares of Azure Files, in a storage account of their own: the environment mounts shares with the account's key, which the account for
/// objects is better off without.
/// </summary>
public sealed class Volumes : ComponentResource
{
    private readonly Foundation _foundation;
    private readonly VolumesArgs _args;
    private readonly Files.Account _account;
    private readonly Resource _reachable;
    private readonly Dictionary<string, Files.Share> _shares = [];
    private readonly Dictionary<(string Volume, bool ReadOnly), Apps.EnvironmentStorage> _mounts = [];

    public Volumes(string name, Foundation foundation, VolumesArgs args)
        : base("slipway:azure:Volumes", name, foundation.Part)
    {
        _foundation = foundation;
        _args = args;
        _account = new Files.Account(name, new Files.AccountArgs
        {
            Name = foundation.Names.Compact("file", 24),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            AccountKind = "StorageV2",
            AccountTier = "Standard",
            AccountReplicationType = args.ZoneRedundant ? "ZRS" : "LRS",
            MinTlsVersion = "TLS1_2",
            HttpsTrafficOnlyEnabled = true,
            PublicNetworkAccessEnabled = false,
            AllowNestedItemsToBePublic = false,
            // Container Apps mounts SMB shares by the account's key and knows no other way.
            SharedAccessKeyEnabled = true,
            CrossTenantReplicationEnabled = false,
            InfrastructureEncryptionEnabled = true,
            LocalUserEnabled = false,
            NetworkRules = new FilesInputs.AccountNetworkRulesArgs { DefaultAction = "Deny", Bypasses = { "None" } },
            ShareProperties = new FilesInputs.AccountSharePropertiesArgs
            {
                RetentionPolicy = new FilesInputs.AccountSharePropertiesRetentionPolicyArgs { Days = args.RecoveryDays },
                Smb = new FilesInputs.AccountSharePropertiesSmbArgs
                {
                    Versions = { "SMB3.1.1" },
                    ChannelEncryptionTypes = { "AES-256-GCM" },
                    AuthenticationTypes = { "NTLMv2" },
                },
            },
            Tags = foundation.Tags,
        }, foundation.Keeping(this));
        foundation.Lock(name, this, _account.Id);
        _reachable = args.Network.Reach(name, this, _account.Id, "file", args.Network.Zone("file", "privatelink.file.core.windows.net"));
        RegisterOutputs();
    }

    public Output<string> Id => _account.Id;

    /// <summary>Makes a volume; it is mounted by the name of its resource.</summary>
    public void Volume(string name) => _shares[name] = new Files.Share(name, new Files.ShareArgs
    {
        Name = AzureNames.Container(name),
        StorageAccountId = _account.Id,
        Quota = _args.Gigabytes,
        EnabledProtocol = "SMB",
    }, _foundation.Keeping(this));

    /// <summary>The volume as the environment mounts it; whether it can be written is decided here and not by the app.</summary>
    public Apps.EnvironmentStorage Mount(string name, bool readOnly)
    {
        if (_mounts.TryGetValue((name, readOnly), out var known))
            return known;
        var mount = readOnly ? $"{name}-readonly" : name;
        return _mounts[(name, readOnly)] = new Apps.EnvironmentStorage($"{mount}-mount", new Apps.EnvironmentStorageArgs
        {
            Name = AzureNames.App(mount),
            ContainerAppEnvironmentId = _args.Environment.Id,
            AccountName = _account.Name,
            AccessKey = _account.PrimaryAccessKey,
            ShareName = _shares[name].Name,
            AccessMode = readOnly ? "ReadOnly" : "ReadWrite",
        }, new CustomResourceOptions { Parent = this, DependsOn = { _reachable } });
    }
}
