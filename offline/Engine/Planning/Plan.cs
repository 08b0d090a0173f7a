using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.State;

namespace Slipway.Engine.Planning;

/// <summary>What happens to a resource in one step; the names are Pulumi's.</summary>
public enum StepKind
{
    Same,
    Create,
    Update,

    /// <summary>The logical replacement; its <see cref="CreateReplacement"/> and <see cref="DeleteReplaced"/> steps do the work.</summary>
    Replace,
    CreateReplacement,
    DeleteReplaced,
    Delete,
    Read,
    Refresh,
    Import,
}

/// <summary>How one property differs; paths are written as Pulumi does: <c>tags["a.b"].list[0]</c>.</summary>
public enum PropertyChangeKind
{
    Add,
    Update,
    Delete,
}

/// <param name="Old">Null for an added property. Secrets keep their wrapper: a display masks them.</param>
/// <param name="New">Null for a deleted property.</param>
public sealed record PropertyChange(string Path, PropertyChangeKind Kind, PropertyValue? Old, PropertyValue? New, bool ForcesReplacement);

public sealed record PlannedStep
{
    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public required StepKind Kind { get; init; }

    /// <summary>False for components and the stack.</summary>
    public required bool Custom { get; init; }

    public string? Parent { get; init; }

    public ImmutableArray<string> Dependencies { get; init; } = [];

    public ImmutableArray<PropertyChange> Changes { get; init; } = [];

    public PropertyValue.Map? OldInputs { get; init; }

    public PropertyValue.Map? NewInputs { get; init; }

    /// <summary>Null while the resource is not made, or is made anew.</summary>
    public string? Id { get; init; }

    /// <summary>What is known of its outputs: those stored, for a resource that stays as it is.</summary>
    public PropertyValue.Map? Outputs { get; init; }

    /// <summary>Reference (<c>urn::id</c>) of the provider; null for components.</summary>
    public string? Provider { get; init; }

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    /// <summary>Per input, the URNs its value came from.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>File and line of the program that declared it, when known.</summary>
    public string? SourcePosition { get; init; }
}

/// <summary>Everything one update would do, in the order it was planned (parents before children, deletions last).</summary>
public sealed record Plan
{
    public required string Stack { get; init; }

    public required ImmutableArray<PlannedStep> Steps { get; init; }

    /// <summary>Outputs of the stack as far as they are known.</summary>
    public required PropertyValue.Map Outputs { get; init; }

    /// <summary>How the stack's outputs differ from the stored ones.</summary>
    public ImmutableArray<PropertyChange> OutputChanges { get; init; } = [];

    /// <summary>What is wrong with the program or its resources, secrets masked; a plan with problems is not applied.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>True when the program, or a resource of it, could not be planned.</summary>
    public bool Failed => !Problems.IsEmpty;

    /// <summary>False when nothing is touched (resources are at most read) and the stack's outputs stay.</summary>
    public bool HasChanges => !OutputChanges.IsEmpty || Steps.Any(step => step.Kind is not (StepKind.Same or StepKind.Read));

    /// <summary>True when something is to be recorded that no step shows: a changed option, a default provider.</summary>
    internal bool HasUnshownChanges { get; init; }

    /// <summary>What the plan was limited to; applying it keeps to the same.</summary>
    internal UpdateOptions Options { get; init; } = new();

    /// <summary>True for a plan that only brings the record up to what there is.</summary>
    internal bool IsRefresh { get; init; }

    /// <summary>The stored state this plan was made from.</summary>
    internal StateFingerprint StateFingerprint { get; init; } = StateFingerprint.OfNothing;
}
