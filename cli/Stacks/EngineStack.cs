using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Engine.State;

namespace Slipway.Cli.Stacks;

/// <summary>A stack in the hands of the engine, with the program that declares it.</summary>
public sealed class EngineStack : IStackOperations
{
    private readonly StackEngine _engine;
    private readonly PulumiProgram _program;

    public EngineStack(SelectedStack stack, PulumiProgram program, TimeProvider time)
    {
        _engine = new StackEngine(new StackContext
        {
            Project = stack.Project.Name,
            Stack = stack.Name,
            State = stack.StateFile is { } file ? new ExportedState(file) : new FileStateStore(stack.StateFolder, stack.Project.Name, stack.Name),
            Secrets = stack.Secrets,
            Configuration = stack.Configuration.Values,
            SecretKeys = stack.Configuration.SecretKeys,
            Clock = time,
        });
        _program = () =>
        {
            // Pulumi runs a program in its own folder; relative paths in it rely on that.
            Environment.CurrentDirectory = stack.Project.ProgramFolder;
            return program();
        };
    }

    public Task<Plan> PreviewAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        _engine.PreviewAsync(_program, options, observe, cancellationToken);

    public Task<UpdateResult> UpAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        _engine.UpAsync(_program, approved, options, observe, cancellationToken);

    public Task<Plan> PreviewDestroyAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        _engine.PreviewDestroyAsync(options, observe, cancellationToken);

    public Task<UpdateResult> DestroyAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        _engine.DestroyAsync(approved, options, observe, cancellationToken);

    public Task<Plan> PreviewRefreshAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        _engine.PreviewRefreshAsync(options, observe, cancellationToken);

    public Task<UpdateResult> RefreshAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        _engine.RefreshAsync(approved, options, observe, cancellationToken);

    public async Task<PropertyValue.Map?> ReadOutputsAsync(CancellationToken cancellationToken)
    {
        var snapshot = await _engine.ReadAsync(cancellationToken);
        return snapshot.Resources.IsEmpty ? null : snapshot.Outputs;
    }

    public async Task<ImmutableArray<PendingOperation>> ReadPendingAsync(CancellationToken cancellationToken) =>
        (await _engine.ReadAsync(cancellationToken)).PendingOperations;

    public Task<string> ExportAsync(CancellationToken cancellationToken) => _engine.ExportAsync(cancellationToken);

    public Task ImportAsync(string json, bool force, CancellationToken cancellationToken) => _engine.ImportAsync(json, force, cancellationToken);

    public Task RemoveAsync(bool force, CancellationToken cancellationToken) => _engine.RemoveAsync(force, cancellationToken);

    public Task<ImmutableArray<HistoryEntry>> ReadHistoryAsync(CancellationToken cancellationToken) => _engine.HistoryAsync(cancellationToken);

    public Task SettleAsync(string urn, SettledOutcome outcome, string? id, CancellationToken cancellationToken) =>
        _engine.SettleAsync(urn, outcome, id, cancellationToken);

    public string Mask(string text) => _engine.Mask.Apply(text);
}
