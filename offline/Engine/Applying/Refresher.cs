using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine.Applying;

/// <summary>Asks the providers how the stored resources are and says what differs from the record.</summary>
internal sealed class Refresher(ProviderRegistry providers, PlanScope scope, EventStream events, SecretMask mask, UpdateOptions options)
{
    /// <summary>Changes nothing.</summary>
    /// <exception cref="ProviderException">A resource could not be read.</exception>
    public async Task<ImmutableArray<RefreshedResource>> ReadAsync(StateTable table, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(Math.Max(1, options.Parallel));
        var reading = table.EntriesInOrderOfNeed().Where(entry => CanBeRead(entry.State)).Select(entry => ReadAsync(entry.Key, entry.State)).ToArray();
        return [.. await Task.WhenAll(reading)];

        async Task<RefreshedResource> ReadAsync(int key, ResourceState state)
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                var operation = Planner.OperationFor(state) with { Log = (severity, text) => events.Say(severity, text, state.Urn) };
                var found = await providers.Find(ResourceUrn.PackageOf(state.Type)).ReadAsync(operation, cancellationToken);
                if (found is not null) mask.Add(found.Outputs);
                return Compare(key, state, found);
            }
            catch (ProviderException error)
            {
                throw new ProviderException($"Resource '{state.Name}' ({state.Type}) could not be read: {error.Message}", error);
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private bool CanBeRead(ResourceState state) =>
        state is { Custom: true, Delete: false, PendingReplacement: false, Id: not null }
        && !PlanScope.IsOnlyRecorded(state.Custom, state.Type)
        && scope.Includes(state.Urn)
        && providers.Find(ResourceUrn.PackageOf(state.Type)).CarriesOut(state.Type);

    private static RefreshedResource Compare(int key, ResourceState old, ReadResource? found)
    {
        if (found is null) return new(key, old, null, Step(StepKind.Delete, []));
        var inputs = KeepSecrets(found.Inputs, old.Inputs);
        var outputs = Planner.MarkSecrets(KeepSecrets(found.Outputs, old.Outputs), old);
        var changes = PropertyDiff.Between(old.Outputs, outputs);
        changes = [.. changes, .. PropertyDiff.Between(old.Inputs, inputs).Where(input => changes.All(change => change.Path != input.Path))];
        return new(key, old, old with { Id = found.Id, Inputs = inputs, Outputs = outputs }, Step(changes.IsEmpty ? StepKind.Same : StepKind.Refresh, changes));

        PlannedStep Step(StepKind kind, ImmutableArray<PropertyChange> changes) => new()
        {
            Urn = old.Urn,
            Type = old.Type,
            Name = old.Name,
            Kind = kind,
            Custom = old.Custom,
            Parent = old.Parent,
            Dependencies = old.Dependencies,
            Changes = changes,
            OldInputs = old.Inputs,
            NewInputs = found?.Inputs,
            Id = found?.Id ?? old.Id,
            Outputs = found?.Outputs,
            Provider = old.Provider,
            Protect = old.Protect,
            RetainOnDelete = old.RetainOnDelete,
            PropertyDependencies = old.PropertyDependencies,
            SourcePosition = old.SourcePosition,
        };
    }

    /// <summary>A provider reads values in the clear; what was secret stays so.</summary>
    private static PropertyValue.Map KeepSecrets(PropertyValue.Map values, PropertyValue.Map before)
    {
        foreach (var (name, value) in before)
        {
            if (value.ContainsSecret && values[name] is { ContainsSecret: false } now) values = values.With(name, new PropertyValue.Secret(now));
        }

        return values;
    }
}

/// <param name="New">Null when the resource is gone.</param>
/// <param name="Step">Same, Refresh, or Delete when it is gone.</param>
internal sealed record RefreshedResource(int Key, ResourceState Old, ResourceState? New, PlannedStep Step);
