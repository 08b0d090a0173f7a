using System.Collections.Immutable;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Releases;

/// <summary>
/// One update of a deployment that `pulumi up` carries out, decided from what the last one recorded and from nothing else.
/// Every routed workload whose image changed is released, all of them together; the others get their images when that has gone well.
/// </summary>
internal sealed record DeploymentStep
{
    /// <summary>What it does, for people.</summary>
    public required string What { get; init; }

    /// <summary>Every workload's state after it.</summary>
    public required ImmutableSortedDictionary<string, ReleaseState> States { get; init; }

    /// <summary>Every workload's image after it.</summary>
    public required ImmutableSortedDictionary<string, string> Images { get; init; }

    /// <summary>How long what is live now is to be watched before it; null where there is nothing new to watch.</summary>
    public TimeSpan? Watch { get; init; }

    /// <summary>Whether the new version has all of the traffic while it is watched.</summary>
    public bool HasMoved { get; init; }

    /// <summary>Whether nothing is left to do after it.</summary>
    public bool IsLast { get; init; }
}
