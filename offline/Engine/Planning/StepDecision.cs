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

    /// <summary>True for a new resource outside the update's targets: it is neither made nor recorded.</summary>
    public bool IsLeftOut { get; init; }
}

/// <summary>A resource that is to go.</summary>
/// <param name="Key">Null for one an interrupted creation may have made: it was never recorded.</param>
internal sealed record Deletion(int? Key, ResourceState State, PlannedStep Step)
{
    /// <summary>False when only the record goes: components, read resources, retained ones.</summary>
    public required bool AsksProvider { get; init; }

    public bool Shown { get; init; } = true;

    /// <summary>True when its place is kept for the replacement that follows, so that a failure in between is made good by the next run.</summary>
    public bool AwaitsReplacement { get; init; }
}
