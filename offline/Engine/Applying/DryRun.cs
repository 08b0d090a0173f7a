using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.State;

namespace Slipway.Engine.Applying;

/// <summary>Carries nothing out: collects the steps and answers with what would be known.</summary>
internal sealed class DryRun(EventStream events) : IStepExecutor
{
    private readonly ImmutableArray<PlannedStep>.Builder steps = ImmutableArray.CreateBuilder<PlannedStep>();
    private readonly Lock gate = new();
    private bool unshownChanges;

    public ImmutableArray<PlannedStep> Steps => steps.ToImmutable();

    public bool HasUnshownChanges => unshownChanges;

    public void Admit(StepDecision decision)
    {
        foreach (var step in decision.Steps) Add(step);
    }

    public async Task<ResourceState> ExecuteAsync(StepDecision decision)
    {
        var state = decision.New;
        switch (decision.Kind)
        {
            case StepKind.Same:
                if (decision.Old is { } old && !old.State.SaysTheSameAs(state)) unshownChanges = true;
                break;
            case StepKind.Create or StepKind.Update or StepKind.Replace or StepKind.Import when decision.Provider is { } provider:
                state = state with { Outputs = Planner.MarkSecrets(provider.PlannedOutputs(decision.Operation), state) };
                if (decision.Steps.Any(step => step.Kind == StepKind.Import)) return await ImportAsync(decision, provider, state);
                break;
        }

        return state;
    }

    /// <summary>What is imported can be looked at before anything is approved.</summary>
    private static async Task<ResourceState> ImportAsync(StepDecision decision, IProvider provider, ResourceState planned)
    {
        if (!provider.CarriesOut(planned.Type) || planned.Inputs.ContainsUnknown) return planned with { Id = decision.Goal.Wanted.ImportId };
        try
        {
            var state = await Importing.ReadAsync(decision, decision.Operation, CancellationToken.None);
            return state with { Outputs = Planner.MarkSecrets(state.Outputs, state) };
        }
        catch (ProviderException error)
        {
            throw new ResourceFailedException(error.Message, error);
        }
    }

    public ResourceState RecordDefaultProvider(StepDecision decision)
    {
        if (decision.Kind != StepKind.Same || !decision.Old!.Value.State.SaysTheSameAs(decision.New)) unshownChanges = true;
        return decision.New with { Outputs = decision.New.Inputs };
    }

    public async Task<ResourceState> ReadAsync(ResourceState wanted, (int Key, ResourceState State)? old, IProvider provider, ResourceOperation operation)
    {
        Add(Planner.ReadStep(wanted, old?.State));
        if (!provider.CarriesOut(wanted.Type) || wanted.Inputs.ContainsUnknown || wanted.Id is null) return wanted with { Outputs = old?.State.Outputs ?? PropertyValue.Map.Empty };
        var found = await provider.ReadAsync(operation, CancellationToken.None)
            ?? throw new EngineException($"Resource '{wanted.Name}' ({wanted.Type}) with id '{wanted.Id}' does not exist. Correct the id.");
        var state = wanted with { Id = found.Id, Inputs = found.Inputs, Outputs = Planner.MarkSecrets(found.Outputs, wanted) };
        if (old is null || !old.Value.State.SaysTheSameAs(state)) unshownChanges = true;
        return state;
    }

    public ResourceState RecordOutputs(ResourceState resource, PropertyValue.Map outputs)
    {
        if (!outputs.ContainsUnknown && !resource.Outputs.Equals(outputs)) unshownChanges = true;
        return resource with { Outputs = outputs };
    }

    public Task DeleteAsync(ImmutableArray<Deletion> deletions)
    {
        foreach (var deletion in deletions)
        {
            if (deletion.Shown) Add(deletion.Step);
            else unshownChanges = true;
        }

        return Task.CompletedTask;
    }

    public void Add(PlannedStep step)
    {
        lock (gate)
        {
            steps.Add(step);
            events.Tell(new EngineEvent.StepPlanned(step));
        }
    }
}
