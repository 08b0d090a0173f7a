using Slipway.Engine.Planning;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine;

/// <summary>A Pulumi program: its entry point, run inside a <see cref="Pulumi.Offline.ProgramHost"/>. Gives the exit code.</summary>
public delegate Task<int> PulumiProgram();

/// <summary>Plans and carries out what a program wants of one stack.</summary>
public sealed class StackEngine(StackContext context)
{
    /// <summary>The stack worked on.</summary>
    public StackContext Context { get; } = context;

    /// <summary>Hides the secrets met so far; every event and error of this engine has been through it.</summary>
    public SecretMask Mask { get; } = new();

    /// <summary>What is stored, read without a lock.</summary>
    public Task<StackSnapshot> ReadAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Runs the program without making anything and says what an update would do.</summary>
    public Task<Plan> PreviewAsync(PulumiProgram program, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Does what was approved, and nothing else.</summary>
    /// <exception cref="PlanChangedException">Program or state differ from the plan; what had been done until then is recorded.</exception>
    /// <exception cref="StackLockedException">Another update holds the stack.</exception>
    public Task<UpdateResult> UpAsync(PulumiProgram program, Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Says what deleting everything would do; no program is needed.</summary>
    public Task<Plan> PreviewDestroyAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Deletes everything that was approved, in reverse order of need.</summary>
    public Task<UpdateResult> DestroyAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) => throw new NotSupportedException();
}
