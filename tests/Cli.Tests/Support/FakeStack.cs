using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Cli.Stacks;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Engine.State;

namespace Slipway.Cli.Tests.Support;

/// <summary>Plays an engine: gives the plan it was made with and tells the story it was given.</summary>
internal sealed class FakeStack(Plan plan) : IStackOperations
{
    public PropertyValue.Map? Outputs { get; set; }

    public Action<Action<EngineEvent>> WhilePlanning { get; set; } = _ => { };

    public Func<Action<EngineEvent>, UpdateResult> WhileApplying { get; set; } = _ => new UpdateResult(true, plan.Steps, plan.Outputs);

    public ImmutableArray<PendingOperation> Pending { get; set; } = [];

    public ImmutableArray<HistoryEntry> History { get; set; } = [];

    public string Exported { get; set; } = "{\"version\": 3, \"deployment\": {}}";

    /// <summary>What was asked for last.</summary>
    public UpdateOptions? Options { get; private set; }

    /// <summary>The stack the command selected.</summary>
    public SelectedStack? Selected { get; set; }

    /// <summary>What was done to the state, in words.</summary>
    public List<string> Done { get; } = [];

    public string Secret { get; set; } = "hunter2";

    public int Applied { get; private set; }

    public Task<Plan> PreviewAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        Options = options;
        WhilePlanning(observe);
        return Task.FromResult(plan);
    }

    public Task<UpdateResult> UpAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        Applied++;
        Options = options;
        return Task.FromResult(WhileApplying(observe));
    }

    public Task<Plan> PreviewDestroyAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        PreviewAsync(options, observe, cancellationToken);

    public Task<UpdateResult> DestroyAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        UpAsync(approved, options, observe, cancellationToken);

    public Task<Plan> PreviewRefreshAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        Done.Add("preview refresh");
        return PreviewAsync(options, observe, cancellationToken);
    }

    public Task<UpdateResult> RefreshAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
    {
        Done.Add("refresh");
        return UpAsync(approved, options, observe, cancellationToken);
    }

    public Task<PropertyValue.Map?> ReadOutputsAsync(CancellationToken cancellationToken) => Task.FromResult(Outputs);

    public Task<ImmutableArray<PendingOperation>> ReadPendingAsync(CancellationToken cancellationToken) => Task.FromResult(Pending);

    public Task<string> ExportAsync(CancellationToken cancellationToken) => Task.FromResult(Exported);

    public Task ImportAsync(string json, bool force, CancellationToken cancellationToken) => Note($"import {json}{(force ? " by force" : "")}");

    public Task RemoveAsync(bool force, CancellationToken cancellationToken) =>
        force ? Note("remove by force") : throw new EngineException("stack 'dev' still has 2 resources. Run `slipway destroy` first, or --force to forget them.");

    public Task<ImmutableArray<HistoryEntry>> ReadHistoryAsync(CancellationToken cancellationToken) => Task.FromResult(History);

    public Task SettleAsync(string urn, SettledOutcome outcome, string? id, CancellationToken cancellationToken) => Note($"settle {urn} {outcome} {id}".TrimEnd());

    public string Mask(string text) => text.Replace(Secret, "[secret]");

    private Task Note(string what)
    {
        Done.Add(what);
        return Task.CompletedTask;
    }
}
