using System.Collections.Immutable;
using Pulumi.Offline;

namespace Slipway.Engine.Registration;

/// <summary>One resource as the program wants it, with its identity settled.</summary>
internal sealed record Goal
{
    public required string Urn { get; init; }

    public required ResourceRegistration Wanted { get; init; }

    /// <summary>Reference of the provider; null for components.</summary>
    public string? Provider { get; init; }

    /// <summary>Earlier URNs, own and inherited from the parent's.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>False for what the user did not write: default providers.</summary>
    public bool Shown { get; init; } = true;
}
