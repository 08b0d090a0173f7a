using System.Collections.Immutable;
using Pulumi;
using Authorization = Pulumi.Azure.Authorization;
using VaultInputs = Pulumi.Azure.KeyVault.Inputs;
using Vaults = Pulumi.Azure.KeyVault;

namespace Slipway.Infra.Components.Azure;

public sealed class SecretsArgs : ResourceArgs
{
    public required string TenantId { get; init; }

    public required string DeployerObjectId { get; init; }

    /// <summary>Public addresses the vault answers; none closes it to the internet.</summary>
    public required ImmutableArray<string> DeployerAddresses { get; init; }

    public required int RecoveryDays { get; init; }

    public required Network Network { get; init; }

    public required Logs Logs { get; init; }
}

/// <summary>The environment's Key Vault: roles decide who reads, and nothing in it is gone for good before its time.</summary>
public sealed class Secrets : ComponentResource
{
    private readonly Vaults.KeyVault _vault;
    private readonly Authorization.Assignment _deployer;
    private readonly Foundation _foundation;
    private readonly HashSet<string> _names = [];

    public Secrets(string name, Foundation foundation, SecretsArgs args)
        : base("slipway:azure:Secrets", name, foundation.Part)
    {
        _foundation = foundation;
        var acls = new VaultInputs.KeyVaultNetworkAclsArgs { DefaultAction = "Deny", Bypass = "AzureServices" };
        foreach (var address in args.DeployerAddresses)
            acls.IpRules.Add(address);
        _vault = new Vaults.KeyVault(name, new Vaults.KeyVaultArgs
        {
            Name = foundation.Names.Global("kv", 24),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            TenantId = args.TenantId,
            SkuName = "standard",
            RbacAuthorizationEnabled = true,
            PurgeProtectionEnabled = true,
            SoftDeleteRetentionDays = Math.Clamp(args.RecoveryDays, 7, 90),
            PublicNetworkAccessEnabled = !args.DeployerAddresses.IsEmpty,
            NetworkAcls = acls,
            Tags = foundation.Tags,
        }, foundation.Keeping(this));
        foundation.Lock(name, this, _vault.Id);
        args.Network.Reach(name, this, _vault.Id, "vault", args.Network.Zone("vault", "privatelink.vaultcore.azure.net"));
        args.Logs.Keep(name, this, _vault.Id, "audit");

        _deployer = new Authorization.Assignment($"{name}-deployer", new Authorization.AssignmentArgs
        {
            Scope = _vault.Id,
            RoleDefinitionName = "Key Vault Secrets Officer",
            PrincipalId = args.DeployerObjectId,
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    public Output<string> VaultId => _vault.Id;

    /// <summary>Keeps a value.</summary>
    /// <param name="key">What it is the value of. Its name follows from that; where two keys differ only in what a name cannot show, a hash tells them apart.</param>
    public StoredSecret Keep(string key, Input<string> value)
    {
        var name = AzureNames.Secret(key);
        if (!_names.Add(name))
            _names.Add(name = AzureNames.ExactSecret(key));
        var secret = new Vaults.Secret($"secret-{name}", new Vaults.SecretArgs
        {
            Name = name,
            KeyVaultId = _vault.Id,
            Value = value,
            ContentType = "text/plain",
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this, DependsOn = { _deployer } });
        return new StoredSecret(name, secret.VersionlessId, secret.ResourceVersionlessId);
    }
}
