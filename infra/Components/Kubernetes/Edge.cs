using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Slipway.Infra.Workloads;
using CustomResource = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class EdgeArgs : ResourceArgs
{
    public required GatewaySettings Gateway { get; init; }

    /// <summary>Every name directly under it is answered.</summary>
    public required string Domain { get; init; }

    public required ImmutableArray<EdgeRoute> Routes { get; init; }
}

/// <summary>A route as it stands in the gateway.</summary>
/// <param name="Name">The name of the resource that asks for it.</param>
/// <param name="Port">The port of the workload's Services.</param>
/// <param name="Slots">The Service of each slot and its share of the traffic in percent.</param>
/// <param name="Services">What must be there before requests are sent to it.</param>
public sealed record EdgeRoute(
    string Name, Workload Workload, int Port, Output<string> Host, Output<string> Path, RouteSettings Settings,
    ImmutableArray<(Output<string> Host, int Weight)> Slots, ImmutableArray<Resource> Services)
{
    public bool IsCached => Settings.Cache > TimeSpan.Zero;
}

/// <summary>
/// The door to the stack: a gateway and its routes, each with the weights of the slots behind it. What the Gateway API
/// cannot say, to answer from a cache and not to answer at all, nginx does behind the gateway.
/// </summary>
public sealed class Edge : ComponentResource
{
    public const int ProxyPort = 8080;
    public const int MetricsPort = 9113;

    // The user 'nginx' of the image.
    private const int ProxyUser = 101;

    private readonly Cluster _cluster;
    private readonly EdgeArgs _args;
    private readonly List<(string Workload, CustomResource Rule)> _rules = [];

    public Edge(string name, Cluster cluster, EdgeArgs args)
        : base("slipway:kubernetes:Edge", name, cluster.Options())
    {
        _cluster = cluster;
        _args = args;
        var hidden = args.Routes.Select(route => route.Workload).Where(workload => workload.Metrics is not null).Distinct().ToList();
        if (hidden.Count > 0 || args.Routes.Any(route => route.IsCached))
            Proxy = MakeProxy(name);
        var gateway = args.Gateway.ClassName.Length > 0 ? MakeGateway(name) : null;

        foreach (var route in args.Routes)
            Route(gateway, route);
        foreach (var workload in hidden)
            Hide(gateway, workload);
        RegisterOutputs();
    }

    /// <summary>The nginx behind the gateway; null where nothing needs it.</summary>
    public Part? Proxy { get; }

    /// <summary>What divides the requests of a workload.</summary>
    public IEnumerable<CustomResource> RulesOf(string workload) => _rules.Where(rule => rule.Workload == workload).Select(rule => rule.Rule);

    /// <summary>Whether a catalogue has routes the gateway alone cannot serve.</summary>
    public static bool NeedsProxy(WorkloadCatalog catalog) => catalog.Resources.Any(resource =>
        resource.Type == "route" && (resource.Owner.Metrics is not null || RouteSettings.Read(resource.Metadata, _ => { }).Cache > TimeSpan.Zero));

    private CustomResource MakeGateway(string name)
    {
        var settings = _args.Gateway;
        var metadata = _cluster.Metadata(name, name);
        if (settings.Issuer.Length > 0)
            metadata.Annotations.Add("cert-manager.io/cluster-issuer", settings.Issuer);
        var gateway = new CustomResource($"{name}-gateway", new GatewayArgs
        {
            Metadata = metadata,
            Spec = new GatewaySpecArgs
            {
                GatewayClassName = settings.ClassName,
                Listeners = Output.All(_args.Routes.Select(route => route.Host)).Apply(hosts => Listeners(hosts).ToImmutableArray()),
            },
        }, _cluster.ChildOf(this));
        // Nothing is served in the clear: whoever asks is sent to where it is not.
        _ = new CustomResource($"{name}-redirect", new HttpRouteArgs
        {
            Metadata = _cluster.Metadata($"{name}-redirect", name),
            Spec = new HttpRouteSpecArgs
            {
                ParentRefs = Parent(gateway, "http"),
                Rules = new HttpRouteRuleArgs
                {
                    Filters = new HttpRouteFilterArgs
                    {
                        Type = "RequestRedirect",
                        RequestRedirect = new RequestRedirectArgs { Scheme = "https", StatusCode = 301 },
                    },
                },
            },
        }, _cluster.ChildOf(this));
        return gateway;
    }

    /// <summary>One for the domain, and one for each name that is not directly under it; certificates of the latter have names of their own.</summary>
    private IEnumerable<ListenerArgs> Listeners(IEnumerable<string> hosts)
    {
        yield return new ListenerArgs { Name = "http", Port = 80, Protocol = "HTTP", AllowedRoutes = FromHere };
        yield return Https("https", $"*.{_args.Domain}", _args.Gateway.TlsSecret);
        var others = hosts.Where(host => !IsUnder(_args.Domain, host)).Distinct().Order(StringComparer.Ordinal);
        foreach (var host in others)
        {
            var label = ListenerOf(host);
            yield return Https(label, host, _args.Gateway.Issuer.Length > 0 ? $"{label}-tls" : _args.Gateway.TlsSecret);
        }
    }

    private static ListenerArgs Https(string name, string host, string secret) => new()
    {
        Name = name,
        Hostname = host,
        Port = 443,
        Protocol = "HTTPS",
        Tls = new ListenerTlsArgs { Mode = "Terminate", CertificateRefs = new ObjectReferenceArgs { Kind = "Secret", Name = secret } },
        AllowedRoutes = FromHere,
    };

    private static AllowedRoutesArgs FromHere => new() { Namespaces = new RouteNamespacesArgs { From = "Same" } };

    private static bool IsUnder(string domain, string host) =>
        host.EndsWith($".{domain}", StringComparison.Ordinal) && !host[..^(domain.Length + 1)].Contains('.');

    /// <summary>Where routes of these hosts hang: at a gateway of ours only where nothing is in the clear.</summary>
    private InputList<ObjectReferenceArgs> Parents(CustomResource? gateway, Output<ImmutableArray<string>> hosts)
    {
        if (gateway is not null)
            return hosts.Apply(all => all.Select(ListenerOf).Distinct().Select(listener => Parent(gateway, listener)).ToImmutableArray());
        var existing = _args.Gateway.Existing.Split('/');
        return new ObjectReferenceArgs { Kind = "Gateway", Namespace = existing[0], Name = existing[1] };
    }

    private string ListenerOf(string host) => IsUnder(_args.Domain, host)
        ? "https"
        : Names.Of(Names.LongestWithSuffix, "https", host.Replace('.', '-').Replace("*", "any"));

    private static ObjectReferenceArgs Parent(CustomResource gateway, string listener) =>
        new() { Kind = "Gateway", Name = Cluster.NameOf(gateway, Parts.Edge), SectionName = listener };

    private void Route(CustomResource? gateway, EdgeRoute route)
    {
        InputList<BackendReferenceArgs> backends = route.IsCached
            ? Backend(Proxy!.Host, ProxyPort, 1)
            : route.Slots.Select(slot => Backend(slot.Host, route.Port, slot.Weight)).ToArray();
        _rules.Add((route.Workload.Name, new CustomResource($"{route.Name}-http", new HttpRouteArgs
        {
            Metadata = _cluster.Metadata(Names.Of(route.Name), route.Workload.Name),
            Spec = new HttpRouteSpecArgs
            {
                ParentRefs = Parents(gateway, route.Host.Apply(host => ImmutableArray.Create(host))),
                Hostnames = route.Host,
                Rules = new HttpRouteRuleArgs
                {
                    Matches = new HttpRouteMatchArgs { Path = new HttpPathMatchArgs { Type = "PathPrefix", Value = route.Path } },
                    // Who a request is from is for an edge that checks it to say, never for the client.
                    Filters = new HttpRouteFilterArgs
                    {
                        Type = "RequestHeaderModifier",
                        RequestHeaderModifier = new HeaderModifierArgs { Remove = "X-User-Id" },
                    },
                    BackendRefs = backends,
                    // The Gateway API bounds the whole answer, not the silence in it: a stream, which has no end, has no bound.
                    Timeouts = new HttpRouteTimeoutsArgs { Request = route.Settings.Buffering ? Duration(route.Settings.ReadTimeout) : "0s" },
                },
            },
        }, _cluster.ChildOf(this, [.. route.Services]))));
    }

    /// <summary>Sends the figures of a workload, on every name it answers to, where they are not found.</summary>
    private void Hide(CustomResource? gateway, Workload workload)
    {
        var path = workload.Metrics!.Path;
        var hosts = Output.All(_args.Routes.Where(route => route.Workload == workload).Select(route => route.Host)).Apply(all => all.Distinct().Order(StringComparer.Ordinal).ToImmutableArray());
        _ = new CustomResource($"{workload.Name}.hidden", new HttpRouteArgs
        {
            Metadata = _cluster.Metadata($"{Names.Of(workload.Name)}.hidden", workload.Name),
            Spec = new HttpRouteSpecArgs
            {
                ParentRefs = Parents(gateway, hosts),
                Hostnames = hosts,
                Rules = new HttpRouteRuleArgs
                {
                    Matches = new HttpRouteMatchArgs { Path = new HttpPathMatchArgs { Type = path == "/" ? "Exact" : "PathPrefix", Value = path } },
                    BackendRefs = Backend(Proxy!.Host, ProxyPort, 1),
                },
            },
        }, _cluster.ChildOf(this));
    }

    private static BackendReferenceArgs Backend(Output<string> host, int port, int weight) => new() { Name = host, Port = port, Weight = weight };

    // At most five digits to a unit, says the Gateway API.
    private static string Duration(TimeSpan time) =>
        time.TotalSeconds < 100_000 ? $"{time.TotalSeconds:0}s" : $"{time.TotalHours:0}h{time.Minutes}m{time.Seconds}s";

    private Part MakeProxy(string name)
    {
        var cached = _args.Routes.Where(route => route.IsCached).ToImmutableArray();
        var text = Output.All(cached.Select(route => Output.Tuple(route.Host, route.Path, Output.All(route.Slots.Select(slot => slot.Host))).Apply(parts =>
                new CachedRoute(route.Name, parts.Item1, parts.Item2, [.. parts.Item3.Zip(route.Slots, (host, slot) => ($"{host}:{route.Port}", slot.Weight))], route.Settings) { Hidden = route.Workload.Metrics?.Path })))
            .Apply(routes => new EdgeProxyConfiguration(ProxyPort, [.. routes]).ToString());
        var configuration = new Secrets($"{name}-proxy", _cluster, new SecretsArgs
        {
            Of = name,
            Texts = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("nginx.conf", text),
        }, this);
        return new Part(name, _cluster, new PartArgs
        {
            Image = _cluster.Image("nginx"),
            Command = ["nginx", "-e", "stderr", "-c", "/etc/slipway/nginx.conf", "-g", "daemon off;"],
            Ports = [ProxyPort, MetricsPort],
            User = ProxyUser,
            Folders = [new ConfigurationFolder("/etc/slipway", configuration.TextsName, null)],
            ConfigurationHash = configuration.Hash,
            Scratch = ["/var/cache/nginx"],
            Replicas = 2,
            Ready = new ProbeArgs { HttpGet = new HTTPGetActionArgs { Path = "/-/ready", Port = ProxyPort }, PeriodSeconds = 5, TimeoutSeconds = 2, FailureThreshold = 3 },
            Requests = Sizes.Of(50, 64),
            Limits = Sizes.Of(1000, 256),
            Beside =
            [
                Pod.Container(new ContainerArgs
                {
                    Name = "exporter",
                    Image = _cluster.Image("nginx-exporter"),
                    Args = new[] { $"--web.listen-address=:{MetricsPort}", $"--nginx.scrape-uri=http://127.0.0.1:{EdgeProxyConfiguration.StatusPort}/stub_status" },
                    Resources = Sizes.Requirements(Sizes.Of(10, 16), Sizes.Of(100, 64)),
                }),
            ],
            // nginx looks the names of its upstreams up once, when it starts.
            After = [.. cached.SelectMany(route => route.Services).Distinct()],
        }, this);
    }
}
