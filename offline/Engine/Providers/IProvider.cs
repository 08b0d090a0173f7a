using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Engine.Providers;

/// <summary>What makes the resources of one package. Checking and comparing touch nothing outside the process.</summary>
public interface IProvider
{
    /// <summary>False when resources of that type can be planned but not made.</summary>
    bool CarriesOut(string type);

    /// <summary>Fills in defaults and says what is wrong with the inputs.</summary>
    CheckResult Check(ResourceOperation operation);

    /// <summary>Judges changed inputs: which matter, and which cannot be made in place.</summary>
    DiffResult Diff(ResourceOperation operation, ImmutableArray<PropertyChange> changes);

    /// <summary>Outputs as far as they are known before a creation (no id yet) or an update; what is missing is unknown.</summary>
    PropertyValue.Map PlannedOutputs(ResourceOperation operation);

    Task<MadeResource> CreateAsync(ResourceOperation operation, CancellationToken cancellationToken);

    /// <summary>The resource as it is; null when it is gone.</summary>
    Task<ReadResource?> ReadAsync(ResourceOperation operation, CancellationToken cancellationToken);

    /// <summary>Sets the resource to its inputs. May be asked again after an interrupted run, so doing it twice must be as good as once.</summary>
    Task<PropertyValue.Map> UpdateAsync(ResourceOperation operation, CancellationToken cancellationToken);

    /// <summary>Takes the resource away; one that is gone already is no failure.</summary>
    Task DeleteAsync(ResourceOperation operation, CancellationToken cancellationToken);

    /// <summary>What became of a creation whose process died before it could record the end.</summary>
    /// <param name="operation">The creation, with the inputs it had.</param>
    /// <param name="known">Ids that are recorded for this URN: what the creation made is none of them.</param>
    Task<CreationTrace> TraceAsync(ResourceOperation operation, ImmutableArray<string> known, CancellationToken cancellationToken) =>
        Task.FromResult(CreationTrace.Lost);

    Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken);
}

/// <summary>The resource a provider is asked about, as it was and as it should be. Values keep their secret wrappers.</summary>
public sealed record ResourceOperation
{
    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>Null before it is created.</summary>
    public string? Id { get; init; }

    public PropertyValue.Map? OldInputs { get; init; }

    public PropertyValue.Map? OldOutputs { get; init; }

    public PropertyValue.Map Inputs { get; init; } = PropertyValue.Map.Empty;

    /// <summary>How long it may take; null for the provider's own limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Tells the user something while working.</summary>
    public Action<LogSeverity, string> Log { get; init; } = static (_, _) => { };
}

/// <param name="Problems">Empty when the inputs are in order.</param>
public sealed record CheckResult(PropertyValue.Map Inputs, ImmutableArray<CheckProblem> Problems)
{
    public static CheckResult Fine(PropertyValue.Map inputs) => new(inputs, []);
}

/// <param name="Reason">What is wrong with the value and what to write instead.</param>
public sealed record CheckProblem(string Property, string Reason);

/// <param name="Changes">The changes that matter; empty when the resource may stay as it is.</param>
public sealed record DiffResult(ImmutableArray<PropertyChange> Changes)
{
    /// <summary>True when old and new cannot exist at the same time.</summary>
    public bool DeleteBeforeReplace { get; init; }
}

public sealed record MadeResource(string Id, PropertyValue.Map Outputs);

public sealed record ReadResource(string Id, PropertyValue.Map Inputs, PropertyValue.Map Outputs);
