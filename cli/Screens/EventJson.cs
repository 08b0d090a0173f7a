using System.Text.Json;
using Pulumi.Offline;
using Slipway.Cli.Changes;
using Slipway.Cli.Projects;
using Slipway.Engine;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Screens;

/// <summary>
/// An update as a stream of events, one JSON object a line, in the shape of <c>pulumi up --json</c>; the last line
/// holds the whole result as <c>document</c>. Secrets are masked.
/// </summary>
internal sealed class EventJson(TextWriter writer, TimeProvider time, Masking masking)
{
    private readonly Lock _gate = new();
    private int _sequence;

    public void Prelude(StackConfiguration configuration) => Write("preludeEvent", json => json.Object("config", () =>
    {
        foreach (var (key, value) in configuration.Values) json.WriteString(key, configuration.SecretKeys.Contains(key) ? PropertyText.Masked : value);
    }));

    public void Tell(EngineEvent happened, bool isPlanning)
    {
        switch (happened)
        {
            case EngineEvent.StepPlanned planned:
                Step("resourcePreEvent", planned.Step, isPlanning);
                if (!isPlanning) Step("resOutputsEvent", planned.Step, isPlanning);
                break;
            case EngineEvent.StepStarted started:
                Step("resourcePreEvent", started.Step, isPlanning);
                break;
            case EngineEvent.StepSucceeded succeeded:
                Step("resOutputsEvent", succeeded.Step, isPlanning);
                break;
            case EngineEvent.StepFailed failed:
                Diagnostic("error", failed.Reason, failed.Step.Urn, isEphemeral: false);
                Step("resOpFailedEvent", failed.Step, isPlanning);
                break;
            case EngineEvent.Message message:
                Diagnostic(message.Severity.ToString().ToLowerInvariant(), message.Text, message.Urn, message.Ephemeral);
                break;
        }
    }

    public void Cancelled() => Write("cancelEvent", _ => { });

    public void Summary(IEnumerable<PlannedStep> steps, TimeSpan elapsed) => Write("summaryEvent", json =>
    {
        json.WriteBoolean("maybeCorrupt", false);
        json.WriteNumber("durationSeconds", (long)elapsed.TotalSeconds);
        PlanJson.WriteSummary(json, "resourceChanges", steps);
    });

    /// <summary>The last line: everything a script wants to know in the end.</summary>
    public void Document(Action<Utf8JsonWriter> write) => Write("document", write);

    private void Diagnostic(string severity, string message, string? urn, bool isEphemeral) => Write("diagnosticEvent", json =>
    {
        if (urn is not null) json.WriteString("urn", urn);
        json.WriteString("message", message);
        json.WriteString("color", "never");
        json.WriteString("severity", severity);
        if (isEphemeral) json.WriteBoolean("ephemeral", true);
    });

    private void Step(string name, PlannedStep step, bool isPlanning)
    {
        step = masking.Of(step);
        Write(name, json =>
        {
            json.Object("metadata", () =>
            {
                json.WriteString("op", PlanJson.Name(step.Kind));
                json.WriteString("urn", step.Urn);
                json.WriteString("type", step.Type);
                State(json, "old", step, step.OldInputs, outputs: null);
                State(json, "new", step, step.NewInputs, step.Outputs);
                if (!step.Changes.IsEmpty)
                {
                    json.List("diffs", PlanJson.TopLevel(step.Changes), json.WriteStringValue);
                    json.Object("detailedDiff", () =>
                    {
                        foreach (var change in step.Changes)
                        {
                            json.Object(change.Path, () =>
                            {
                                json.WriteString("diffKind", PlanJson.Name(change));
                                json.WriteBoolean("inputDiff", true);
                            });
                        }
                    });
                }

                json.WriteBoolean("logical", step.Kind is not (StepKind.CreateReplacement or StepKind.DeleteReplaced));
            });
            if (isPlanning) json.WriteBoolean("planning", true);
        });
    }

    private static void State(Utf8JsonWriter json, string name, PlannedStep step, PropertyValue.Map? inputs, PropertyValue.Map? outputs)
    {
        if (inputs is null)
        {
            json.WriteNull(name);
            return;
        }

        json.Object(name, () =>
        {
            json.WriteString("type", step.Type);
            json.WriteString("urn", step.Urn);
            json.WriteBoolean("custom", step.Custom);
            if (step.Id is { } id) json.WriteString("id", id);
            if (step.Parent is { } parent) json.WriteString("parent", parent);
            if (step.Protect) json.WriteBoolean("protect", true);
            if (step.RetainOnDelete) json.WriteBoolean("retainOnDelete", true);
            json.Property("inputs", inputs, showSecrets: false);
            if (outputs is { Count: > 0 }) json.Property("outputs", outputs, showSecrets: false);
            if (step.Provider is { } provider) json.WriteString("provider", provider);
        });
    }

    private void Write(string name, Action<Utf8JsonWriter> write)
    {
        lock (_gate)
        {
            writer.WriteLine(Json.Line(json =>
            {
                json.WriteNumber("sequence", _sequence++);
                json.WriteNumber("timestamp", time.GetUtcNow().ToUnixTimeSeconds());
                json.Object(name, () => write(json));
            }));
        }
    }
}
