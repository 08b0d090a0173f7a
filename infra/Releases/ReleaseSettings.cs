using System.Collections.Immutable;

namespace Slipway.Infra.Releases;

/// <summary>How an environment releases.</summary>
public sealed record ReleaseSettings
{
    /// <summary>Shares of the traffic, in percent, that the new version gets one after the other before it gets all; none to move all at once.</summary>
    public ImmutableArray<int> Steps { get; init; } = [];

    /// <summary>How long each share is held.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many times in a row every new instance must be found healthy; as many misses in a row end a release.</summary>
    public int Probes { get; init; } = 3;

    /// <summary>The pause between two looks.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the new version may take to be found healthy that often.</summary>
    public TimeSpan GateLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long smoke tests that only read are asked again before there is traffic: a program's first answers are its slowest.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the new version is watched after it got all of the traffic.</summary>
    public TimeSpan Bake { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much longer a step waits for enough requests to judge by. After that, health alone decides.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests that the new version must have answered before its figures say anything.</summary>
    public int LeastRequests { get; init; } = 20;

    /// <summary>The most percent of requests that may fail; also when the old version fails more.</summary>
    public double MostErrors { get; init; } = 5;

    /// <summary>The longest that 95 of 100 requests may take; null for no such limit.</summary>
    public TimeSpan? SlowestP95 { get; init; }

    /// <summary>How many times as long as with the old version 95 of 100 requests may take.</summary>
    public double P95Factor { get; init; } = 3;

    /// <summary>Below this a request is fast whatever it took before: a doubled millisecond is no fault.</summary>
    public TimeSpan P95Floor { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>In words: <c>instant</c>, or <c>canary 10, 50 %</c>.</summary>
    public string Strategy => Steps.IsEmpty ? "instant" : $"canary {string.Join(", ", Steps)} %";
}
