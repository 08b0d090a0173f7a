using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Engine;

/// <summary>What the engine tells while it works. Events of one update arrive one at a time, in order.</summary>
public abstract record EngineEvent
{
    /// <summary>A step was planned (in a preview), or is as planned and needs no work (<see cref="StepKind.Same"/>, in an update).</summary>
    public sealed record StepPlanned(PlannedStep Step) : EngineEvent;

    public sealed record StepStarted(PlannedStep Step) : EngineEvent;

    public sealed record StepSucceeded(PlannedStep Step, TimeSpan Elapsed) : EngineEvent;

    /// <param name="Reason">What failed, with the value, and what to do next; secrets masked.</param>
    public sealed record StepFailed(PlannedStep Step, TimeSpan Elapsed, string Reason) : EngineEvent;

    /// <summary>A line a provider wrote while working on a resource, or a message of the program (then <paramref name="Urn"/> may be null).</summary>
    public sealed record Message(LogSeverity Severity, string Text, string? Urn, bool Ephemeral) : EngineEvent;
}
