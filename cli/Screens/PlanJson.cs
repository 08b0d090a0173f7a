using System.Text.Json;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Reports;

namespace Slipway.Cli.Screens;

/// <summary>A plan in the shape of <c>pulumi preview --json</c>, secrets masked.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter json, Plan plan, PolicyReport? policies = null)
    {
        json.WriteString("stack", plan.Stack);
        json.List("steps", plan.Steps, step => WriteStep(json, step));
        WriteSummary(json, "changeSummary", plan.Steps);
        json.List("problems", plan.Problems, json.WriteStringValue);
        json.Property("outputs", plan.Outputs, showSecrets: false);
        WritePolicies(json, policies);
    }

    public static void WritePolicies(Utf8JsonWriter json, PolicyReport? policies)
    {
        if (policies is not null) json.Object("policies", () => PolicyJson.Write(json, policies));
    }

    public static void WriteSummary(Utf8JsonWriter json, string name, IEnumerable<PlannedStep> steps) => json.Object(name, () =>
    {
        foreach (var (kind, count) in new StepSummary(steps).Counts) json.WriteNumber(Name(kind), count);
    });

    /// <summary>Pulumi's word for a kind of step: <c>create-replacement</c>.</summary>
    public static string Name(StepKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static void WriteStep(Utf8JsonWriter json, PlannedStep step)
    {
        json.WriteStartObject();
        json.WriteString("op", Name(step.Kind));
        json.WriteString("urn", step.Urn);
        if (step.OldInputs is { } old) WriteState(json, "oldState", step, old);
        if (step.NewInputs is { } @new) WriteState(json, "newState", step, @new);
        if (!step.Changes.IsEmpty)
        {
            json.List("diffReasons", TopLevel(step.Changes), json.WriteStringValue);
            var replacing = step.Changes.Where(change => change.ForcesReplacement).ToArray();
            if (replacing.Length > 0) json.List("replaceReasons", TopLevel(replacing), json.WriteStringValue);
            json.Object("detailedDiff", () =>
            {
                foreach (var change in step.Changes)
                {
                    json.Object(change.Path, () =>
                    {
                        json.WriteString("kind", Name(change));
                        json.WriteBoolean("inputDiff", true);
                    });
                }
            });
        }

        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, string name, PlannedStep step, PropertyValue.Map inputs) => json.Object(name, () =>
    {
        json.WriteString("urn", step.Urn);
        json.WriteBoolean("custom", step.Custom);
        if (step.Id is { } id) json.WriteString("id", id);
        json.WriteString("type", step.Type);
        json.Property("inputs", inputs, showSecrets: false);
        if (step.Outputs is { Count: > 0 } outputs) json.Property("outputs", outputs, showSecrets: false);
        if (step.Parent is { } parent) json.WriteString("parent", parent);
        if (step.Protect) json.WriteBoolean("protect", true);
        if (step.RetainOnDelete) json.WriteBoolean("retainOnDelete", true);
        if (!step.Dependencies.IsEmpty) json.List("dependencies", step.Dependencies, json.WriteStringValue);
        if (step.Provider is { } provider) json.WriteString("provider", provider);
        if (step.PropertyDependencies.Any(property => !property.Value.IsEmpty)) WritePropertyDependencies(json, step);
        if (step.SourcePosition is { } position) json.WriteString("sourcePosition", position);
    });

    private static void WritePropertyDependencies(Utf8JsonWriter json, PlannedStep step) => json.Object("propertyDependencies", () =>
    {
        foreach (var (property, urns) in step.PropertyDependencies.Where(property => !property.Value.IsEmpty)) json.List(property, urns, json.WriteStringValue);
    });

    public static IEnumerable<string> TopLevel(IEnumerable<PropertyChange> changes) =>
        changes.Select(change => change.Path.Split('.', '[')[0]).Distinct();

    /// <summary>Pulumi's word for a change: <c>update-replace</c>.</summary>
    public static string Name(PropertyChange change)
    {
        var kind = change.Kind.ToString().ToLowerInvariant();
        return change.ForcesReplacement ? $"{kind}-replace" : kind;
    }
}
