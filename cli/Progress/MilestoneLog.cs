using System.Globalization;
using Pulumi.Offline;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Progress;

/// <summary>Progress for a log: one line for every step that starts, ends or fails, with the time since the beginning.</summary>
internal sealed class MilestoneLog(Terminal error, TimeProvider time) : IUpdateProgress
{
    private readonly long _started = time.GetTimestamp();

    public void Observe(EngineEvent happened)
    {
        switch (happened)
        {
            case EngineEvent.StepStarted { Step: { Kind: not StepKind.Same } step }:
                Write(step, Operation.Of(step.Kind).Doing);
                break;
            case EngineEvent.StepSucceeded { Step: { Kind: not StepKind.Same } step } done:
                Write(step, $"{Operation.Of(step.Kind).Done} in {Durations.Short(done.Elapsed)}");
                break;
            case EngineEvent.StepFailed failed:
                // The whole reason stands at the end, where it is looked for.
                Write(failed.Step, $"failed after {Durations.Short(failed.Elapsed)}: {failed.Reason.TrimEnd().Split('\n')[0]}");
                break;
            case EngineEvent.Message { Ephemeral: false, Severity: not LogSeverity.Debug } message:
                foreach (var text in message.Text.TrimEnd().Split('\n')) WriteRow(Messages.Line(message, text).Text);
                break;
        }
    }

    public Task<T> ShowAsync<T>(Func<Task<T>> work) => work();

    private void Write(PlannedStep step, string what) => WriteRow($"{Operation.Of(step.Kind).Sign,2} {step.Name} ({step.Type}) {what}");

    private void WriteRow(string text)
    {
        var seconds = time.GetElapsedTime(_started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        error.WriteLine($"{seconds,6}s  {text}");
    }
}
