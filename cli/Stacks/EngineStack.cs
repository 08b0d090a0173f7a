using Pulumi.Offline;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Engine.State;

namespace Slipway.Cli.Stacks;

/// <summary>A stack in the hands of the engine, with the program that declares it.</summary>
public sealed class EngineStack : IStackOperations
{
    private static readonly UpdateOptions Options = new();

    private readonly StackEngine _engine;
    private readonly PulumiProgram _program;

    public EngineStack(SelectedStack stack, PulumiProgram program, TimeProvider time)
    {
        var state = new FileStateStore(stack.StateFolder, stack.Project.Name, stack.Name);
        _engine = new StackEngine(new StackContext
        {
            Project = stack.Project.Name,
            Stack = stack.Name,
            State = state,
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

    public Task<Plan> PreviewAsync(Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        _engine.PreviewAsync(_program, Options, observe, cancellationToken);

    public Task<UpdateResult> UpAsync(Plan approved, Action<EngineEvent> observe, CancellationToken abort, CancellationToken cancellationToken) =>
        _engine.UpAsync(_program, approved, Options with { Abort = abort }, observe, cancellationToken);

    public Task<Plan> PreviewDestroyAsync(Action<EngineEvent> observe, CancellationToken cancellationToken) =>
        _engine.PreviewDestroyAsync(Options, observe, cancellationToken);

    public Task<UpdateResult> DestroyAsync(Plan approved, Action<EngineEvent> observe, CancellationToken abort, CancellationToken cancellationToken) =>
        _engine.DestroyAsync(approved, Options with { Abort = abort }, observe, cancellationToken);

    public async Task<PropertyValue.Map?> ReadOutputsAsync(CancellationToken cancellationToken)
    {
        var snapshot = await _engine.ReadAsync(cancellationToken);
        return snapshot.Resources.IsEmpty ? null : snapshot.Outputs;
    }
}
