using System.Collections.Immutable;
using Pulumi;
using Net = Pulumi.Azure.Network;
using NetInputs = Pulumi.Azure.Network.Inputs;
using PrivateDns = Pulumi.Azure.PrivateDns;
using PrivateLink = Pulumi.Azure.PrivateLink;
using PrivateLinkInputs = Pulumi.Azure.PrivateLink.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class NetworkArgs : ResourceArgs
{
    public required AddressSpace Addresses { get; init; }

    /// <summary>True for one outgoing address that stays, which partners can let in; false for whatever Azure takes.</summary>
    public required bool FixedEgress { get; init; }

    /// <summary>The service tag that requests to apps come from, besides the network itself; null where nothing else may.</summary>
    public required string? Entrance { get; init; }
}

/// <summary>
/// The virtual network: a subnet for apps, one for the database server, one for private endpoints, each behind a security group that
/// refuses what is not listed, and the private DNS zones that make public service names mean the private endpoints.
/// </summary>
public sealed class Network : ComponentResource
{
    private readonly Foundation _foundation;
    private readonly Net.VirtualNetwork _network;
    private readonly Net.Subnet _endpoints;
    private readonly Dictionary<string, PrivateZone> _zones = [];

    public Network(string name, Foundation foundation, NetworkArgs args)
        : base("slipway:azure:Network", name, foundation.Part)
    {
        _foundation = foundation;
        var addresses = args.Addresses;
        _network = new Net.VirtualNetwork(name, new Net.VirtualNetworkArgs
        {
            Name = foundation.Names.Of("network"),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            AddressSpaces = { addresses.All },
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });

        var apps = Subnet("apps", addresses.Apps, delegation: "Microsoft.App/environments",
            action: "Microsoft.Network/virtualNetworks/subnets/join/action", hasDefaultEgress: !args.FixedEgress);
        var data = Subnet("data", addresses.Data, delegation: "Microsoft.DBforPostgreSQL/flexibleServers",
            action: "Microsoft.Network/virtualNetworks/subnets/join/action");
        _endpoints = Subnet("endpoints", addresses.Endpoints);

        ImmutableArray<Rule> entrance = args.Entrance is { } tag ? [new("from-entrance", tag, addresses.Apps, ["80", "443"])] : [];
        Guard("apps", apps,
        [
            .. entrance,
            new("from-network", addresses.All, addresses.Apps, ["80", "443"]),
            // Envoy and the replicas talk to each other on ports of their own choice.
            new("within", addresses.Apps, addresses.Apps, ["*"]) { Protocol = "*" },
            new("health-of-load-balancer", "AzureLoadBalancer", addresses.Apps, ["30000-32767"]) { Protocol = "*" },
        ]);
        Guard("data", data,
        [
            new("postgres-from-apps", addresses.Apps, addresses.Data, ["5432", "6432"]),
            new("replication", addresses.Data, addresses.Data, ["5432", "6432"]),
        ]);
        Guard("endpoints", _endpoints,
        [
            new("services-from-apps", addresses.Apps, addresses.Endpoints, ["443", "445", "10000"]),
            new("vault-and-registry-from-network", addresses.All, addresses.Endpoints, ["443"]),
        ]);

        if (args.FixedEgress)
            LeaveBy("egress", apps);
        AppsSubnetId = apps.Id;
        DataSubnetId = data.Id;
        RegisterOutputs();
    }

    public Output<string> AppsSubnetId { get; }

    public Output<string> DataSubnetId { get; }

    /// <summary>What apps need before they can ask the internet for anything, their images first of all; null where Azure sees to it.</summary>
    public Resource? Egress { get; private set; }

    /// <summary>A private DNS zone the network asks first; one of a name.</summary>
    public PrivateZone Zone(string key, Input<string> zoneName)
    {
        if (_zones.TryGetValue(key, out var known))
            return known;
        var zone = new PrivateDns.Zone($"{key}-zone", new PrivateDns.ZoneArgs
        {
            Name = zoneName,
            ResourceGroupName = _foundation.GroupName,
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        var link = new PrivateDns.ZoneVirtualNetworkLink($"{key}-zone-link", new PrivateDns.ZoneVirtualNetworkLinkArgs
        {
            Name = $"{key}-link",
            ResourceGroupName = _foundation.GroupName,
            PrivateDnsZoneName = zone.Name,
            VirtualNetworkId = _network.Id,
            RegistrationEnabled = false,
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        return _zones[key] = new PrivateZone(zone, link);
    }

    /// <summary>Gives a service an address inside the network, under the name it has in public.</summary>
    /// <param name="service">The part of the service, such as <c>vault</c>.</param>
    /// <param name="zone">The private zone that Azure documents for that part.</param>
    public Resource Reach(string name, Resource parent, Output<string> id, string service, PrivateZone zone) =>
        new PrivateLink.Endpoint($"{name}-endpoint", new PrivateLink.EndpointArgs
        {
            Name = _foundation.Names.Of($"{name}-endpoint", 80),
            ResourceGroupName = _foundation.GroupName,
            Location = _foundation.Location,
            SubnetId = _endpoints.Id,
            PrivateServiceConnection = new PrivateLinkInputs.EndpointPrivateServiceConnectionArgs
            {
                Name = service,
                PrivateConnectionResourceId = id,
                SubresourceNames = { service },
                IsManualConnection = false,
            },
            PrivateDnsZoneGroup = new PrivateLinkInputs.EndpointPrivateDnsZoneGroupArgs
            {
                Name = "default",
                PrivateDnsZoneIds = { zone.Zone.Id },
            },
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = parent, DependsOn = { zone.Link } });

    private Net.Subnet Subnet(string name, string addresses, string? delegation = null, string action = "", bool hasDefaultEgress = false)
    {
        var args = new Net.SubnetArgs
        {
            Name = name,
            ResourceGroupName = _foundation.GroupName,
            VirtualNetworkName = _network.Name,
            AddressPrefixes = { addresses },
            // Private endpoints obey the security group only when told to.
            PrivateEndpointNetworkPolicies = "Enabled",
            DefaultOutboundAccessEnabled = hasDefaultEgress,
        };
        if (delegation is not null)
        {
            args.Delegations = new NetInputs.SubnetDelegationArgs
            {
                Name = name,
                ServiceDelegation = new NetInputs.SubnetDelegationServiceDelegationArgs { Name = delegation, Actions = { action } },
            };
        }
        return new Net.Subnet($"subnet-{name}", args, new CustomResourceOptions { Parent = this });
    }

    private void LeaveBy(string name, Net.Subnet subnet)
    {
        var address = new Net.PublicIp($"{name}-address", new Net.PublicIpArgs
        {
            Name = _foundation.Names.Of($"{name}-address", 80),
            ResourceGroupName = _foundation.GroupName,
            Location = _foundation.Location,
            Sku = "Standard",
            AllocationMethod = "Static",
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        var gateway = new Net.NatGateway(name, new Net.NatGatewayArgs
        {
            Name = _foundation.Names.Of(name, 80),
            ResourceGroupName = _foundation.GroupName,
            Location = _foundation.Location,
            // StandardV2, which spreads over zones, is not to be had for all delegated subnets.
            SkuName = "Standard",
            Tags = _foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        var addressed = new Net.NatGatewayPublicIpAssociation($"{name}-addressed", new Net.NatGatewayPublicIpAssociationArgs
        {
            NatGatewayId = gateway.Id,
            PublicIpAddressId = address.Id,
        }, new CustomResourceOptions { Parent = this });
        Egress = new Net.SubnetNatGatewayAssociation($"{name}-of-apps", new Net.SubnetNatGatewayAssociationArgs
        {
            SubnetId = subnet.Id,
            NatGatewayId = gateway.Id,
        }, new CustomResourceOptions { Parent = this, DependsOn = { addressed } });
    }

    private void Guard(string name, Net.Subnet subnet, ImmutableArray<Rule> allowed)
    {
        var args = new Net.NetworkSecurityGroupArgs
        {
            Name = _foundation.Names.Of($"{name}-rules", 80),
            ResourceGroupName = _foundation.GroupName,
            Location = _foundation.Location,
            Tags = _foundation.Tags,
        };
        var priority = 100;
        foreach (var rule in allowed.Add(new Rule("nothing-else", "*", "*", ["*"]) { Access = "Deny", Protocol = "*" }))
        {
            var rules = new NetInputs.NetworkSecurityGroupSecurityRuleArgs
            {
                Name = rule.Name,
                Priority = rule.Access == "Deny" ? 4096 : priority,
                Direction = "Inbound",
                Access = rule.Access,
                Protocol = rule.Protocol,
                SourceAddressPrefix = rule.From,
                SourcePortRange = "*",
                DestinationAddressPrefix = rule.To,
            };
            if (rule.Ports is [var single])
                rules.DestinationPortRange = single;
            else
                rules.DestinationPortRanges = rule.Ports.ToArray();
            args.SecurityRules.Add(rules);
            priority += 10;
        }
        var group = new Net.NetworkSecurityGroup($"{name}-rules", args, new CustomResourceOptions { Parent = this });
        _ = new Net.SubnetNetworkSecurityGroupAssociation($"{name}-guarded", new Net.SubnetNetworkSecurityGroupAssociationArgs
        {
            SubnetId = subnet.Id,
            NetworkSecurityGroupId = group.Id,
        }, new CustomResourceOptions { Parent = this });
    }

    private sealed record Rule(string Name, string From, string To, ImmutableArray<string> Ports)
    {
        public string Access { get; init; } = "Allow";

        public string Protocol { get; init; } = "Tcp";
    }
}
