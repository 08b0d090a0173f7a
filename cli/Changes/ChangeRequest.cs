using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Changes;

/// <summary>Carries out an approved plan. The first token breaks off what runs, the second only stops what has not begun.</summary>
internal delegate Task<UpdateResult> ApplyPlan(Plan approved, Action<EngineEvent> observe, CancellationToken abort, CancellationToken cancellationToken);

/// <summary>What to do with a stack, and how to show it.</summary>
internal sealed record ChangeRequest
{
    public required string Stack { get; init; }

    public required string Project { get; init; }

    public required Func<Action<EngineEvent>, CancellationToken, Task<Plan>> Preview { get; init; }

    /// <summary>Null when nothing is to be applied.</summary>
    public ApplyPlan? Apply { get; init; }

    public string Question { get; init; } = "";

    public bool ShowOutputs { get; init; }

    public bool Yes { get; init; }

    public bool Diff { get; init; }

    public bool Verbose { get; init; }

    public bool Json { get; init; }
}
