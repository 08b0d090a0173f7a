using System.Collections.Immutable;
using Slipway.Engine.Providers;
using Slipway.Engine.Registration;
using Slipway.Engine.State;

namespace Slipway.Engine.Planning;

/// <summary>What is to be done about one registered resource.</summary>
internal sealed record StepDecision
{
    public required Goal Goal { get; init; }

    /// <summary>Same, Create, Update, Replace, Import or Read.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>As shown to the user; for a replacement the deletions that come first, the creation and the replacement itself.</summary>
    public required ImmutableArray<PlannedStep> Steps { get; init; }

    public required IProvider? Provider { get; init; }

    public required ResourceOperation Operation { get; init; }

    /// <summary>The stored resource it goes on from.</summary>
    public (int Key, ResourceState State)? Old { get; init; }

    /// <summary>The resource as it will be stored, but for id and outputs.</summary>
    public required ResourceState New { get; init; }

    /// <summary>Deletions that must come before: the old resource and those that cannot be without it, the most dependent first.</summary>
    public ImmutableArray<Deletion> DeleteFirst { get; init; } = [];

    /// <summary>True when the old resource is gone already, or goes before the new one is made.</summary>
    public bool OldIsGone { get; init; }
}

/// <summary>A stored resource that is to go.</summary>
internal sealed record Deletion(int Key, ResourceState State, PlannedStep Step)
{
    /// <summary>False when only the record goes: components, read resources, retained ones.</summary>
    public required bool AsksProvider { get; init; }

    public bool Shown { get; init; } = true;
}
