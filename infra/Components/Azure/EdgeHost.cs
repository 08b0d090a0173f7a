using Pulumi;
using Cdn = Pulumi.Azure.Cdn;
using CdnInputs = Pulumi.Azure.Cdn.Inputs;
using Dns = Pulumi.Azure.Dns;
using DnsInputs = Pulumi.Azure.Dns.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class EdgeHostArgs : ResourceArgs
{
    public required Output<string> ProfileId { get; init; }

    /// <summary>The name users know; null for the one Azure makes up.</summary>
    public required string? Domain { get; init; }

    /// <summary>The zone to make the records of the name in; null where somebody else makes them.</summary>
    public required DnsZone? Zone { get; init; }
}

/// <summary>A host name of the environment: an endpoint of Front Door, and a domain with a certificate that Azure renews.</summary>
public sealed class EdgeHost : ComponentResource
{
    private readonly Cdn.FrontdoorEndpoint _endpoint;
    private readonly Cdn.FrontdoorCustomDomain? _domain;
    private readonly List<Cdn.FrontdoorRoute> _routes = [];
    private readonly string _name;

    public EdgeHost(string name, Foundation foundation, EdgeHostArgs args, Resource parent)
        : base("slipway:azure:EdgeHost", name, new ComponentResourceOptions { Parent = parent })
    {
        _name = name;
        _endpoint = new Cdn.FrontdoorEndpoint(name, new Cdn.FrontdoorEndpointArgs
        {
            Name = foundation.Names.Global(name, 46),
            CdnFrontdoorProfileId = args.ProfileId,
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        Name = _endpoint.HostName;

        if (args.Domain is { } domain)
        {
            _domain = new Cdn.FrontdoorCustomDomain($"{name}-domain", new Cdn.FrontdoorCustomDomainArgs
            {
                Name = AzureNames.Secret(domain),
                CdnFrontdoorProfileId = args.ProfileId,
                HostName = domain,
                DnsZoneId = args.Zone?.Id!,
                Tls = new CdnInputs.FrontdoorCustomDomainTlsArgs { CertificateType = "ManagedCertificate", MinimumVersion = "TLS12" },
            }, new CustomResourceOptions { Parent = this });
            Name = _domain.HostName;
            if (args.Zone is { } zone)
                Records(name, foundation, zone, domain);
        }
        RegisterOutputs();
    }

    /// <summary>The name requests come to.</summary>
    public Output<string> Name { get; private set; }

    public Output<string> EndpointId => _endpoint.Id;

    /// <summary>The ids of the custom domains routes answer under; none for the name Azure made up.</summary>
    public InputList<string> DomainIds
    {
        get
        {
            var ids = new InputList<string>();
            if (_domain is not null)
                ids.Add(_domain.Id);
            return ids;
        }
    }

    /// <summary>True where routes answer under the endpoint's own name, which is then the only one.</summary>
    public bool IsEndpoint => _domain is null;

    /// <summary>What a firewall policy is bound to: the endpoint, and the domain if there is one.</summary>
    public IEnumerable<Output<string>> Guarded => _domain is null ? [_endpoint.Id] : [_endpoint.Id, _domain.Id];

    /// <summary>The records that prove the domain and lead it here, for whoever keeps its zone; null where there is no domain.</summary>
    public Output<(string Host, string Target, string Proof)>? Asked => _domain is null
        ? null
        : Output.Tuple(_domain.HostName, _endpoint.HostName, _domain.ValidationToken).Apply(all => (all.Item1, all.Item2, all.Item3));

    /// <summary>Adds a route of this host.</summary>
    public void Add(Cdn.FrontdoorRoute route) => _routes.Add(route);

    /// <summary>Binds the domain to its routes, when all of them are there.</summary>
    public void Bind()
    {
        if (_domain is null || _routes.Count == 0)
            return;
        var routes = new InputList<string>();
        foreach (var route in _routes)
            routes.Add(route.Id);
        _ = new Cdn.FrontdoorCustomDomainAssociation($"{_name}-domain-routes", new Cdn.FrontdoorCustomDomainAssociationArgs
        {
            CdnFrontdoorCustomDomainId = _domain.Id,
            CdnFrontdoorRouteIds = routes,
        }, new CustomResourceOptions { Parent = this });
    }

    private void Records(string name, Foundation foundation, DnsZone zone, string domain)
    {
        var record = domain[..^(zone.Name.Length + 1)];
        _ = new Dns.TxtRecord($"{name}-proof", new Dns.TxtRecordArgs
        {
            Name = $"_dnsauth.{record}",
            ZoneName = zone.Name,
            ResourceGroupName = zone.Group,
            Ttl = 300,
            Records = { new DnsInputs.TxtRecordRecordArgs { Value = _domain!.ValidationToken } },
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        _ = new Dns.CNameRecord($"{name}-name", new Dns.CNameRecordArgs
        {
            Name = record,
            ZoneName = zone.Name,
            ResourceGroupName = zone.Group,
            Ttl = 300,
            Record = _endpoint.HostName,
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
    }
}
