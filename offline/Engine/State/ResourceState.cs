using System.Collections.Immutable;
using Pulumi.Offline;

namespace Slipway.Engine.State;

/// <summary>One resource as stored: the fields of Pulumi's checkpoint, version 3.</summary>
public sealed record ResourceState
{
    public required string Urn { get; init; }

    public required string Type { get; init; }

    /// <summary>False for components and the stack.</summary>
    public required bool Custom { get; init; }

    /// <summary>True for the old copy of a replaced resource, until it is deleted.</summary>
    public bool Delete { get; init; }

    public string? Id { get; init; }

    public PropertyValue.Map Inputs { get; init; } = PropertyValue.Map.Empty;

    public PropertyValue.Map Outputs { get; init; } = PropertyValue.Map.Empty;

    public string? Parent { get; init; }

    public bool Protect { get; init; }

    /// <summary>True for a resource that is only read, never changed.</summary>
    public bool External { get; init; }

    public ImmutableArray<string> Dependencies { get; init; } = [];

    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary>Reference (<c>urn::id</c>) of the provider.</summary>
    public string? Provider { get; init; }

    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public bool PendingReplacement { get; init; }

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>Earlier URNs.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    public ResourceTimeouts Timeouts { get; init; } = ResourceTimeouts.None;

    public string? ImportId { get; init; }

    public bool RetainOnDelete { get; init; }

    public string? DeletedWith { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public string? SourcePosition { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Fields of newer Pulumi versions, as JSON text, kept as they are.</summary>
    public ImmutableSortedDictionary<string, string> OtherFields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The last part of the URN.</summary>
    public string Name => ResourceUrn.NameOf(Urn);

    /// <summary>URNs that must exist for as long as this resource does.</summary>
    internal IEnumerable<string> Needs()
    {
        if (Parent is not null) yield return Parent;
        if (Provider is not null) yield return ResourceUrn.OfProviderReference(Provider);
        foreach (var urn in Dependencies) yield return urn;
        foreach (var (_, urns) in PropertyDependencies)
        {
            foreach (var urn in urns) yield return urn;
        }

        if (DeletedWith is not null) yield return DeletedWith;
    }

    /// <summary>True when storing <paramref name="other"/> instead would lose nothing; times and source positions do not count.</summary>
    internal bool SaysTheSameAs(ResourceState other) =>
        Urn == other.Urn
        && Type == other.Type
        && Custom == other.Custom
        && Delete == other.Delete
        && Id == other.Id
        && Parent == other.Parent
        && Protect == other.Protect
        && External == other.External
        && Provider == other.Provider
        && PendingReplacement == other.PendingReplacement
        && ImportId == other.ImportId
        && RetainOnDelete == other.RetainOnDelete
        && DeletedWith == other.DeletedWith
        && Timeouts == other.Timeouts
        && Dependencies.SequenceEqual(other.Dependencies)
        && InitErrors.SequenceEqual(other.InitErrors)
        && AdditionalSecretOutputs.SequenceEqual(other.AdditionalSecretOutputs)
        && Aliases.SequenceEqual(other.Aliases)
        && IgnoreChanges.SequenceEqual(other.IgnoreChanges)
        && ReplaceOnChanges.SequenceEqual(other.ReplaceOnChanges)
        && HasSamePropertyDependencies(other)
        && Inputs.Equals(other.Inputs)
        && Outputs.Equals(other.Outputs);

    private bool HasSamePropertyDependencies(ResourceState other)
    {
        if (PropertyDependencies.Count != other.PropertyDependencies.Count) return false;
        foreach (var (property, urns) in PropertyDependencies)
        {
            if (!other.PropertyDependencies.TryGetValue(property, out var others) || !urns.SequenceEqual(others)) return false;
        }

        return true;
    }
}
