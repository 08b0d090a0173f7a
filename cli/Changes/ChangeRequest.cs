using Slipway.Cli.Costs;
using Slipway.Cli.Live;
using Slipway.Cli.Projects;
using Slipway.Cli.Releases;
using Slipway.Cli.Screens;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Policies.Evaluation;

namespace Slipway.Cli.Changes;

/// <summary>Carries out an approved plan. The token only stops what has not begun; the options' own breaks off what runs.</summary>
internal delegate Task<UpdateResult> ApplyPlan(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken);

/// <summary>What to do with a stack, and how to show it.</summary>
internal sealed record ChangeRequest
{
    public required string Stack { get; init; }

    public required string Project { get; init; }

    public required StackConfiguration Configuration { get; init; }

    public UpdateOptions Options { get; init; } = new();

    public required Func<UpdateOptions, Action<EngineEvent>, CancellationToken, Task<Plan>> Preview { get; init; }

    /// <summary>Null when nothing is to be applied.</summary>
    public ApplyPlan? Apply { get; init; }

    /// <summary>Looks at what really runs once all was applied; null where nothing should run.</summary>
    public Func<CancellationToken, Task<LiveStatus>>? LookBack { get; init; }

    /// <summary>Goes on once all was applied or something failed; what it gives decides the outcome. Null where nothing follows.</summary>
    public Func<Outcome, CancellationToken, Task<ReleaseResult?>>? Follow { get; init; }

    /// <summary>What is to be said of a plan besides its resources.</summary>
    public Func<IEnumerable<Line>>? Notes { get; init; }

    /// <summary>What a plan would cost; null where costs are not looked at.</summary>
    public Func<Plan, CostResult>? Cost { get; init; }

    /// <summary>Judges the plan before anything is asked or applied; null where nothing is to be judged.</summary>
    public Func<Plan, PolicyReport>? Judge { get; init; }

    /// <summary>Hides the stack's secrets in a text.</summary>
    public required Func<string, string> Mask { get; init; }

    /// <summary>The command that does this, as one would type it to go on.</summary>
    public required string Command { get; init; }

    public string Question { get; init; } = "";

    public bool ShowOutputs { get; init; }

    public bool Yes { get; init; }

    public bool Diff { get; init; }

    public bool Verbose { get; init; }

    public bool Json { get; init; }
}
