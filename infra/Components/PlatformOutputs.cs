using System.Collections.Immutable;
using Pulumi;

namespace Slipway.Infra.Components;

/// <summary>What an environment tells its users.</summary>
/// <param name="Addresses">Where each routed workload and each tool of the platform is reached, by name.</param>
/// <param name="Live">What must run, for whoever compares it with what does: one entry a process or service.</param>
public sealed record PlatformOutputs(
    Output<ImmutableDictionary<string, string>> Addresses,
    Output<ImmutableDictionary<string, object>> Live)
{
    /// <summary>The slots of each workload that has any.</summary>
    public ImmutableArray<WorkloadRelease> Releases { get; init; } = [];
}
