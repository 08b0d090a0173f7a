using System.Text.Json;
using Pulumi.Offline;
using Slipway.Cli.Changes;
using Slipway.Cli.Releases;
using Slipway.Engine.Planning;
using Slipway.Policies.Evaluation;

namespace Slipway.Cli.Screens;

/// <summary>How an update ended, for scripts: the plan, what came of it and the outputs.</summary>
internal static class OutcomeJson
{
    public static void Write(
        Utf8JsonWriter json, Plan plan, PolicyReport? policies, Outcome outcome, ReleaseResult? release, PropertyValue.Map outputs, TimeSpan elapsed)
    {
        json.WriteString("stack", plan.Stack);
        json.WriteString("result", release?.ExitCode == ExitCode.RolledBack ? "rolled back" : release?.ExitCode == ExitCode.Failed ? "failed" : outcome.Word);
        if (release is not null) json.WriteString("release", release.Text);
        json.WriteNumber("durationSeconds", Math.Round(elapsed.TotalSeconds, 3));
        PlanJson.WriteSummary(json, "changeSummary", plan.Steps);
        PlanJson.WriteSummary(json, "done", outcome.Done);
        json.List("failures", outcome.Failures, failure =>
        {
            json.WriteStartObject();
            json.WriteString("urn", failure.Step.Urn);
            json.WriteString("op", PlanJson.Name(failure.Step.Kind));
            json.WriteString("reason", failure.Reason);
            json.WriteEndObject();
        });
        json.List("problems", outcome.Result.Problems, json.WriteStringValue);
        if (!outcome.Down.IsEmpty)
        {
            json.List("notRunning", outcome.Down, service =>
            {
                json.WriteStartObject();
                json.WriteString("name", service.Name);
                json.WriteString("state", service.State.ToString().ToLowerInvariant());
                json.WriteString("health", service.Health.ToString().ToLowerInvariant());
                if (service.Reason is { } reason) json.WriteString("reason", reason);
                json.WriteEndObject();
            });
        }

        json.Property("outputs", outputs, showSecrets: false);
        PlanJson.WritePolicies(json, policies);
    }
}
