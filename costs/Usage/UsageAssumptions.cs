using System.ComponentModel.DataAnnotations;

namespace Slipway.Costs.Usage;

/// <summary>
/// What a month is assumed to bring, as <c>slipway:usage</c> says. Totals are of the whole stack and are shared evenly among
/// the resources they pass through.
/// </summary>
public sealed record UsageAssumptions
{
    public static UsageAssumptions Default { get; } = new();

    /// <summary>Hours everything runs in a month: 730 is a twelfth of a year.</summary>
    [Range(1, 744)]
    public decimal Hours { get; init; } = 730;

    /// <summary>Requests through the public entry.</summary>
    [Range(0, 1e12)]
    public decimal Requests { get; init; } = 10_000_000;

    /// <summary>Average answer in kilobytes; times requests, it is what leaves for the internet.</summary>
    [Range(0, 1e6)]
    public decimal ResponseKb { get; init; } = 20;

    /// <summary>Load of a load balancer in its provider's unit (AWS: LCU), on average.</summary>
    [Range(0, 10_000)]
    public decimal LoadBalancerUnits { get; init; } = 1;

    /// <summary>GB through NAT gateways.</summary>
    [Range(0, 1e7)]
    public decimal NatGb { get; init; } = 50;

    /// <summary>GB through private endpoints.</summary>
    [Range(0, 1e7)]
    public decimal EndpointGb { get; init; } = 50;

    /// <summary>GB of logs written.</summary>
    [Range(0, 1e7)]
    public decimal LogGb { get; init; } = 20;

    /// <summary>GB in object stores.</summary>
    [Range(0, 1e9)]
    public decimal ObjectGb { get; init; } = 100;

    /// <summary>Objects written.</summary>
    [Range(0, 1e12)]
    public decimal ObjectWrites { get; init; } = 100_000;

    /// <summary>Objects read.</summary>
    [Range(0, 1e12)]
    public decimal ObjectReads { get; init; } = 1_000_000;

    /// <summary>GB of container images.</summary>
    [Range(0, 1e6)]
    public decimal ImageGb { get; init; } = 10;

    /// <summary>Reads of secrets, and of keys.</summary>
    [Range(0, 1e10)]
    public decimal SecretReads { get; init; } = 100_000;

    /// <summary>Metrics that containers are watched by, where the provider charges for each.</summary>
    [Range(0, 1e6)]
    public decimal ContainerMetrics { get; init; } = 60;

    /// <summary>Share of the time that a container app works rather than waits.</summary>
    [Range(0, 1)]
    public decimal BusyShare { get; init; } = 0.2m;

    /// <summary>Seconds a run of a scheduled job takes.</summary>
    [Range(0, 86_400)]
    public decimal JobSeconds { get; init; } = 10;

    /// <summary>The region whose prices stand in for those of the stack's own, where the price lists lack that one.</summary>
    public string? PriceRegion { get; init; }

    /// <summary>GB that leave for the internet.</summary>
    internal decimal InternetGb => Requests * ResponseKb / 1024 / 1024;
}
