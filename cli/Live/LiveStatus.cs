using System.Collections.Immutable;

namespace Slipway.Cli.Live;

/// <summary>One look at a stack: its services, routes and the addresses of its tools.</summary>
public sealed record LiveStatus
{
    public static LiveStatus Empty { get; } = new();

    public ImmutableArray<LiveService> Services { get; init; } = [];

    public ImmutableArray<LiveRoute> Routes { get; init; } = [];

    /// <summary>Pages a person opens: <c>Prometheus</c> to <c>http://127.0.0.1:18090</c>.</summary>
    public ImmutableArray<LiveLink> Links { get; init; } = [];

    /// <summary>True when everything that should run does, and nothing that answers health checks is unhealthy.</summary>
    public bool AllRunning => Services.All(service => service.IsAsWanted);
}

/// <param name="Address">Where the edge answers: <c>http://portfolio.localhost:18080/</c>.</param>
/// <param name="Service">The service behind it.</param>
public sealed record LiveRoute(string Address, string Service);

public sealed record LiveLink(string Name, string Url);
