using Slipway.Engine.Planning;
using Slipway.Engine.Registration;
using Slipway.Engine.State;

namespace Slipway.Engine.Applying;

/// <summary>What one update works with, from its lock to its commit.</summary>
/// <param name="Parts">What the program's registrations wait for.</param>
internal sealed record RunningUpdate(
    StateSession Session,
    ApprovedPlan Plan,
    PlanScope Scope,
    UpdateOptions Options,
    RecoveredOperations Recovered,
    Applier Applier,
    ResourceMonitor Monitor,
    TaskCompletionSource<RunParts> Parts,
    EventStream Events);
