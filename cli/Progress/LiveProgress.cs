using Pulumi.Offline;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Spectre.Console;

namespace Slipway.Cli.Progress;

/// <summary>Progress for a terminal: finished steps scroll by, running ones stay below as a tree that is redrawn.</summary>
internal sealed class LiveProgress(Plan plan, Terminal error, TimeProvider time) : IUpdateProgress
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    private readonly LiveTree _tree = new(plan, time);
    private readonly Lock _screen = new();

    public void Observe(EngineEvent happened)
    {
        _tree.Observe(happened);
        foreach (var line in ToKeep(happened))
        {
            lock (_screen) error.Write(line);
        }
    }

    public Task<T> ShowAsync<T>(Func<Task<T>> work) =>
        error.Console.Live(Picture())
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(async live =>
            {
                var running = work();
                while (await Task.WhenAny(running, Task.Delay(Redraw, time)) != running)
                {
                    lock (_screen) live.UpdateTarget(Picture());
                }

                return await running;
            });

    private LineBlock Picture() => new(_tree.Draw(error.Width, error.Console.Profile.Height));

    private static IEnumerable<Line> ToKeep(EngineEvent happened)
    {
        switch (happened)
        {
            case EngineEvent.StepSucceeded { Step: { Kind: not StepKind.Same } step } done:
                return [Finished(step, Operation.Of(step.Kind).Done, done.Elapsed)];
            case EngineEvent.StepFailed failed:
                // The reason stays in the tree, and is told in full at the end.
                return [Finished(failed.Step, "failed", failed.Elapsed)];
            case EngineEvent.Message { Ephemeral: false, Urn: null, Severity: not LogSeverity.Debug } message:
                return message.Text.TrimEnd().Split('\n').Select(text => Messages.Line(message, text));
            default:
                return [];
        }
    }

    private static Line Finished(PlannedStep step, string what, TimeSpan elapsed)
    {
        var operation = Operation.Of(step.Kind);
        return new Line { Indent = 4 }
            .Add($" {operation.Sign}", operation.Style).PadTo(4)
            .Add(step.Name, operation.Style)
            .Add($"  {step.Type}", Styles.Faint)
            .Add($"  {what} in {Durations.Short(elapsed)}");
    }
}
