using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Pulumi;
using Cdn = Pulumi.Azure.Cdn;
using CdnInputs = Pulumi.Azure.Cdn.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class EdgeArgs : ResourceArgs
{
    /// <summary>True for Premium: managed firewall rules, and private link to the environment.</summary>
    public required bool Premium { get; init; }

    /// <summary>How long an app may be silent before a request is given up.</summary>
    public required TimeSpan ResponseTimeout { get; init; }

    /// <summary>Requests of one client address in a minute before it is refused.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>The zone to make records in; null where somebody else makes them.</summary>
    public required DnsZone? Zone { get; init; }

    public required AppEnvironment Environment { get; init; }

    /// <summary>True where the environment is reached by private link alone.</summary>
    public required bool Private { get; init; }

    public required Logs Logs { get; init; }
}

/// <summary>The entrance from the internet: Front Door with a web application firewall, one endpoint a host, one route a Score route.</summary>
public sealed class Edge : ComponentResource
{
    /// <summary>The shortest and longest time Front Door waits for an answer.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(16), LongestWait = TimeSpan.FromSeconds(240);

    private readonly Foundation _foundation;
    private readonly EdgeArgs _args;
    private readonly string _sku;
    private readonly Cdn.FrontdoorProfile _profile;
    private readonly Dictionary<string, EdgeHost> _hosts = [];
    private readonly Dictionary<string, Origin> _origins = [];

    public Edge(string name, Foundation foundation, EdgeArgs args)
        : base("slipway:azure:Edge", name, foundation.Part)
    {
        _foundation = foundation;
        _args = args;
        _sku = args.Premium ? "Premium_AzureFrontDoor" : "Standard_AzureFrontDoor";
        _profile = new Cdn.FrontdoorProfile(name, new Cdn.FrontdoorProfileArgs
        {
            Name = foundation.Names.Of("edge"),
            ResourceGroupName = foundation.GroupName,
            SkuName = _sku,
            ResponseTimeoutSeconds = (int)args.ResponseTimeout.TotalSeconds,
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        args.Logs.Keep(name, this, _profile.Id, "allLogs");
        RegisterOutputs();
    }

    public Output<string> Id => _profile.Id;

    public IEnumerable<EdgeHost> Hosts => _hosts.Values;

    /// <summary>A host name of the environment; asked for again, it is the same.</summary>
    /// <param name="key">Names it among the resources.</param>
    /// <param name="domain">The name users know; null for one Azure makes up.</param>
    public EdgeHost Host(string key, string? domain)
    {
        if (!_hosts.TryGetValue(key, out var host))
        {
            _hosts[key] = host = new EdgeHost(key, _foundation, new EdgeHostArgs
            {
                ProfileId = _profile.Id,
                Domain = domain,
                Zone = _args.Zone,
            }, this);
        }
        return host;
    }

    /// <summary>Sends requests for a path of a host to an app.</summary>
    public void Route(string name, EdgeHost host, Output<string> path, WorkloadApp app, RouteSettings settings)
    {
        var origin = OriginOf(app);
        var args = new Cdn.FrontdoorRouteArgs
        {
            Name = AzureNames.Secret(name),
            CdnFrontdoorEndpointId = host.EndpointId,
            CdnFrontdoorOriginGroupId = origin.Group.Id,
            CdnFrontdoorOriginIds = { origin.App.Id },
            CdnFrontdoorCustomDomainIds = host.DomainIds,
            LinkToDefaultDomain = host.IsEndpoint,
            PatternsToMatches = path.Apply(Patterns),
            SupportedProtocols = { "Http", "Https" },
            HttpsRedirectEnabled = true,
            ForwardingProtocol = "HttpsOnly",
        };
        if (settings.Cache > TimeSpan.Zero && settings.CacheKey.IsEmpty)
            args.CdnFrontdoorRuleSetIds.Add(CacheFor(name, settings.Cache));
        host.Add(new Cdn.FrontdoorRoute(name, args, new CustomResourceOptions { Parent = this, DependsOn = { origin.App } }));
    }

    /// <summary>Puts the firewall before every host, when all of them are there.</summary>
    /// <param name="hidden">Paths of hosts that are not for the public.</param>
    public void Guard(IEnumerable<(string Workload, EdgeHost Host, string Path)> hidden)
    {
        var policy = new Cdn.FrontdoorFirewallPolicyArgs
        {
            Name = _foundation.Names.PlainOf("firewall"),
            ResourceGroupName = _foundation.GroupName,
            SkuName = _sku,
            Enabled = true,
            Mode = "Prevention",
            RequestBodyCheckEnabled = true,
            CustomRules =
            {
                new CdnInputs.FrontdoorFirewallPolicyCustomRuleArgs
                {
                    Name = "TooManyRequests",
                    Type = "RateLimitRule",
                    Action = "Block",
                    Enabled = true,
                    Priority = 1000,
                    RateLimitDurationInMinutes = 1,
                    RateLimitThreshold = _args.RequestsPerMinute,
                    MatchConditions =
                    {
                        new CdnInputs.FrontdoorFirewallPolicyCustomRuleMatchConditionArgs
                        {
                            MatchVariable = "RemoteAddr",
                            Operator = "IPMatch",
                            MatchValues = { "0.0.0.0/0", "::/0" },
                        },
                    },
                },
            },
            Tags = _foundation.Tags,
        };
        foreach (var (rule, index) in hidden.Select((rule, index) => (rule, index)))
            policy.CustomRules.Add(Hide(rule.Workload, rule.Host.Name, rule.Path, priority: index + 1));
        if (_args.Premium)
        {
            policy.ManagedRules.Add(Managed("Microsoft_DefaultRuleSet", "2.1"));
            policy.ManagedRules.Add(Managed("Microsoft_BotManagerRuleSet", "1.1"));
        }
        var firewall = new Cdn.FrontdoorFirewallPolicy("firewall", policy, new CustomResourceOptions { Parent = this });

        var domains = new InputList<CdnInputs.FrontdoorSecurityPolicySecurityPoliciesFirewallAssociationDomainArgs>();
        foreach (var id in _hosts.Values.SelectMany(host => host.Guarded))
            domains.Add(new CdnInputs.FrontdoorSecurityPolicySecurityPoliciesFirewallAssociationDomainArgs { CdnFrontdoorDomainId = id });
        _ = new Cdn.FrontdoorSecurityPolicy("firewall-before-hosts", new Cdn.FrontdoorSecurityPolicyArgs
        {
            Name = "firewall",
            CdnFrontdoorProfileId = _profile.Id,
            SecurityPolicies = new CdnInputs.FrontdoorSecurityPolicySecurityPoliciesArgs
            {
                Firewall = new CdnInputs.FrontdoorSecurityPolicySecurityPoliciesFirewallArgs
                {
                    CdnFrontdoorFirewallPolicyId = firewall.Id,
                    Association = new CdnInputs.FrontdoorSecurityPolicySecurityPoliciesFirewallAssociationArgs
                    {
                        PatternsToMatch = "/*",
                        Domains = domains,
                    },
                },
            },
        }, new CustomResourceOptions { Parent = this });
        foreach (var host in _hosts.Values)
            host.Bind();
    }

    private Origin OriginOf(WorkloadApp app)
    {
        if (_origins.TryGetValue(app.AppName, out var known))
            return known;
        var group = new Cdn.FrontdoorOriginGroup($"{app.AppName}-origins", new Cdn.FrontdoorOriginGroupArgs
        {
            Name = AzureNames.Secret(app.AppName),
            CdnFrontdoorProfileId = _profile.Id,
            // With a single origin there is nowhere else to go: a probe from every place of the edge would only be load.
            LoadBalancing = new CdnInputs.FrontdoorOriginGroupLoadBalancingArgs { SampleSize = 4, SuccessfulSamplesRequired = 3 },
            SessionAffinityEnabled = false,
        }, new CustomResourceOptions { Parent = this });
        var address = _args.Environment.AddressOf(app.App.Name);
        var args = new Cdn.FrontdoorOriginArgs
        {
            Name = AzureNames.Secret(app.AppName),
            CdnFrontdoorOriginGroupId = group.Id,
            Enabled = true,
            HostName = address,
            // The environment finds the app by this header; the name the user asked for comes as X-Forwarded-Host.
            OriginHostHeader = address,
            CertificateNameCheckEnabled = true,
            Priority = 1,
            Weight = 1000,
        };
        if (_args.Private)
        {
            args.PrivateLink = new CdnInputs.FrontdoorOriginPrivateLinkArgs
            {
                Location = _foundation.Location,
                PrivateLinkTargetId = _args.Environment.Id,
                TargetType = "managedEnvironments",
                RequestMessage = _foundation.Names.Of("edge"),
            };
        }
        var origin = new Cdn.FrontdoorOrigin($"{app.AppName}-origin", args, new CustomResourceOptions { Parent = this });
        return _origins[app.AppName] = new Origin(group, origin);
    }

    private Output<string> CacheFor(string name, TimeSpan duration)
    {
        var rules = new Cdn.FrontdoorRuleSet($"{name}-cache", new Cdn.FrontdoorRuleSetArgs
        {
            Name = AzureNames.Plain($"{name}-cache"),
            CdnFrontdoorProfileId = _profile.Id,
        }, new CustomResourceOptions { Parent = this });
        _ = new Cdn.FrontdoorRule($"{name}-cache-rule", new Cdn.FrontdoorRuleArgs
        {
            Name = "Keep",
            CdnFrontdoorRuleSetId = rules.Id,
            Order = 1,
            Actions = new CdnInputs.FrontdoorRuleActionsArgs
            {
                RouteConfigurationOverrideAction = new CdnInputs.FrontdoorRuleActionsRouteConfigurationOverrideActionArgs
                {
                    CacheBehavior = "OverrideIfOriginMissing",
                    CacheDuration = duration.Days > 0 ? $"{duration.Days}.{duration:hh\\:mm\\:ss}" : $"{duration:hh\\:mm\\:ss}",
                    QueryStringCachingBehavior = "UseQueryString",
                    CompressionEnabled = true,
                },
            },
        }, new CustomResourceOptions { Parent = this });
        return rules.Id;
    }

    private static CdnInputs.FrontdoorFirewallPolicyCustomRuleArgs Hide(string workload, Output<string> host, string path, int priority) => new()
    {
        Name = AzureNames.Plain($"hide-{workload}-{priority}"),
        Type = "MatchRule",
        Action = "Block",
        Enabled = true,
        Priority = priority,
        MatchConditions =
        {
            new CdnInputs.FrontdoorFirewallPolicyCustomRuleMatchConditionArgs
            {
                MatchVariable = "RequestHeader",
                Selector = "Host",
                Operator = "BeginsWith",
                MatchValues = { host },
                Transforms = { "Lowercase" },
            },
            new CdnInputs.FrontdoorFirewallPolicyCustomRuleMatchConditionArgs
            {
                MatchVariable = "RequestUri",
                Operator = "RegEx",
                // Routers of services take doubled slashes and other letters' cases for the same path.
                MatchValues = { $"^/+{string.Join("/+", path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape))}(/|\\?|$)" },
                Transforms = { "UrlDecode", "Lowercase" },
            },
        },
    };

    private static CdnInputs.FrontdoorFirewallPolicyManagedRuleArgs Managed(string type, string version) =>
        new() { Type = type, Version = version, Action = "Block" };

    private static ImmutableArray<string> Patterns(string path)
    {
        var prefix = path.TrimEnd('/');
        return prefix.Length == 0 ? ["/*"] : [prefix, $"{prefix}/*"];
    }

    private sealed record Origin(Cdn.FrontdoorOriginGroup Group, Cdn.FrontdoorOrigin App);
}
