using System.Collections.Immutable;
using Pulumi;
using Containers = Pulumi.Azure.ContainerService;
using ContainersInputs = Pulumi.Azure.ContainerService.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class RegistryArgs : ResourceArgs
{
    /// <summary>Basic, Standard or Premium; only Premium can be private, spread over zones and drop what is untagged.</summary>
    public required string Sku { get; init; }

    public required bool ZoneRedundant { get; init; }

    /// <summary>Public addresses a private registry answers nevertheless, so that builds can push.</summary>
    public required ImmutableArray<string> DeployerAddresses { get; init; }

    /// <summary>Days an image without a tag is kept.</summary>
    public required int RecoveryDays { get; init; }

    public required Network Network { get; init; }

    public required Logs Logs { get; init; }
}

/// <summary>The environment's image registry. Nobody has its password, as it has none: identities pull.</summary>
public sealed class Registry : ComponentResource
{
    private readonly Containers.Registry _registry;

    public Registry(string name, Foundation foundation, RegistryArgs args)
        : base("slipway:azure:Registry", name, foundation.Part)
    {
        var isPremium = args.Sku == "Premium";
        var settings = new Containers.RegistryArgs
        {
            Name = foundation.Names.Compact("acr", 50),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            Sku = args.Sku,
            AdminEnabled = false,
            AnonymousPullEnabled = false,
            PublicNetworkAccessEnabled = !isPremium || !args.DeployerAddresses.IsEmpty,
            Tags = foundation.Tags,
        };
        if (isPremium)
        {
            settings.ZoneRedundancyEnabled = args.ZoneRedundant;
            settings.RetentionPolicyInDays = args.RecoveryDays;
            settings.DataEndpointEnabled = true;
            var rules = new ContainersInputs.RegistryNetworkRuleSetArgs { DefaultAction = "Deny" };
            foreach (var address in args.DeployerAddresses)
                rules.IpRules.Add(new ContainersInputs.RegistryNetworkRuleSetIpRuleArgs { Action = "Allow", IpRange = address });
            settings.NetworkRuleSet = rules;
        }
        _registry = new Containers.Registry(name, settings, new CustomResourceOptions { Parent = this });
        if (isPremium)
            args.Network.Reach(name, this, _registry.Id, "registry", args.Network.Zone("registry", "privatelink.azurecr.io"));
        args.Logs.Keep(name, this, _registry.Id, "allLogs");
        RegisterOutputs();
    }

    public Output<string> Id => _registry.Id;

    /// <summary>What image references start with.</summary>
    public Output<string> Address => _registry.LoginServer;
}
