using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Secrets;

namespace Slipway.Engine.Applying;

/// <summary>Holds an update to the plan that was approved: a step may do less where values were unknown, never something else.</summary>
internal sealed class ApprovedPlan(Plan plan, SecretMask mask)
{
    /// <summary>What may be deleted. Whether it goes ahead of another's replacement or last, where nothing declares it, rests on
    /// which of two independent resources the program came to first.</summary>
    private readonly HashSet<string> mayGo = plan.Steps.Where(step => step.Kind is StepKind.Delete or StepKind.DeleteReplaced).Select(step => step.Urn).ToHashSet(StringComparer.Ordinal);

    private readonly Dictionary<string, PlannedStep> main = plan.Steps
        .Where(step => step.Kind is not (StepKind.CreateReplacement or StepKind.DeleteReplaced or StepKind.Refresh))
        .GroupBy(step => step.Urn, StringComparer.Ordinal)
        // A replacement by import has a step for either.
        .ToDictionary(group => group.Key, group => group.FirstOrDefault(step => step.Kind == StepKind.Replace) ?? group.First(), StringComparer.Ordinal);

    /// <exception cref="PlanChangedException">The decision is not what was approved.</exception>
    public void Check(StepDecision decision)
    {
        if (!decision.Goal.Shown || decision.IsLeftOut) return;
        var step = decision.Steps[^1];
        if (!main.TryGetValue(step.Urn, out var planned) || planned.Kind == StepKind.Delete)
            throw Changed(step, $"was not in the approved plan and would now be '{Word(step.Kind)}'");

        var hadUnknowns = planned.NewInputs?.ContainsUnknown == true;
        if (planned.Kind != step.Kind && !(hadUnknowns && Rank(step.Kind) < Rank(planned.Kind)))
            throw Changed(step, $"was approved as '{Word(planned.Kind)}' and would now be '{Word(step.Kind)}'{Reasons(step)}");

        if (planned.NewInputs is not null && step.NewInputs is not null && Difference("", planned.NewInputs, step.NewInputs) is { } difference)
            throw Changed(step, difference);

        foreach (var deletion in decision.DeleteFirst) Check(deletion);
    }

    /// <summary>True for what was approved to be deleted, for good or to be replaced.</summary>
    public bool MayGo(string urn) => mayGo.Contains(urn);

    public void Check(Deletion deletion)
    {
        if (!deletion.Shown || MayGo(deletion.Step.Urn)) return;
        // A replacement that turned out to be none leaves a deletion undone; the reverse was never approved.
        throw Changed(deletion.Step, $"was not approved to be deleted and would now be '{Word(deletion.Step.Kind)}'");
    }

    /// <summary>What was found to differ from the record must be just what was approved.</summary>
    /// <exception cref="PlanChangedException">A resource has changed once more.</exception>
    public void CheckRefreshed(ImmutableArray<PlannedStep> found)
    {
        var expected = plan.Steps.Where(step => step.Kind == StepKind.Refresh || (step.Kind == StepKind.Delete && plan.IsRefresh)).ToDictionary(step => step.Urn, StringComparer.Ordinal);
        foreach (var step in found)
        {
            if (!expected.Remove(step.Urn, out var planned) || planned.Kind != step.Kind || !planned.Changes.SequenceEqual(step.Changes))
                throw Changed(step, $"has changed outside once more since the plan was made{Reasons(step)}");
        }

        if (expected.Count > 0) throw Changed(expected.Values.First(), "is again as it was recorded, other than when the plan was made");
    }

    /// <summary>Everything approved must have been declared again once the program has ended.</summary>
    public void CheckAllDeclared(IReadOnlyCollection<string> urns)
    {
        var declared = urns.ToHashSet(StringComparer.Ordinal);
        foreach (var (urn, step) in main)
        {
            if (step.Kind is StepKind.Delete or StepKind.Read || declared.Contains(urn)) continue;
            throw Changed(step, $"was approved as '{Word(step.Kind)}', and the program no longer declares it");
        }
    }

    private static int Rank(StepKind kind) => kind switch
    {
        StepKind.Same => 0,
        StepKind.Update => 1,
        StepKind.Replace => 2,
        _ => 3,
    };

    private static string Word(StepKind kind) => kind switch
    {
        StepKind.CreateReplacement => "create-replacement",
        StepKind.DeleteReplaced => "delete-replaced",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Show(PropertyValue? value) => value switch
    {
        null or PropertyValue.Null => "nothing",
        { ContainsSecret: true } => "[secret]",
        PropertyValue.Text text => $"'{text.Value}'",
        PropertyValue.Unknown => "unknown",
        _ => State.PropertyJson.ToText(value),
    };

    private static string Reasons(PlannedStep step) =>
        step.Changes.IsEmpty ? "" : $" ({string.Join(", ", step.Changes.Take(5).Select(change => change.Path))})";

    private static string? Difference(string path, PropertyValue? planned, PropertyValue? actual)
    {
        switch (planned, actual)
        {
            case (PropertyValue.Unknown, _):
                return null;
            case (PropertyValue.Secret secret, PropertyValue.Secret other):
                return Difference(path, secret.Value, other.Value) is null ? null : $"has another secret value for '{path}' than approved";
            // A secret that rests on an unknown is only known to be one once it is there.
            case (PropertyValue.Secret { Value.ContainsUnknown: true } secret, _):
                return Difference(path, secret.Value, actual);
            case (_, PropertyValue.Secret other) when planned?.ContainsUnknown == true:
                return Difference(path, planned, other.Value);
            case (PropertyValue.Map before, PropertyValue.Map after):
                foreach (var name in before.Properties.Keys.Union(after.Properties.Keys, StringComparer.Ordinal))
                {
                    if (Difference(PropertyPath.Join(path, name), before[name], after[name]) is { } difference) return difference;
                }

                return null;
            case (PropertyValue.List before, PropertyValue.List after) when before.Items.Length == after.Items.Length:
                for (var index = 0; index < before.Items.Length; index++)
                {
                    if (Difference(PropertyPath.Join(path, index), before.Items[index], after.Items[index]) is { } difference) return difference;
                }

                return null;
            case (null or PropertyValue.Null, null or PropertyValue.Null):
                return null;
            default:
                return planned is not null && planned.Equals(actual) ? null : $"was approved with '{path}' = {Show(planned)} and now has {Show(actual)}";
        }
    }

    private PlanChangedException Changed(PlannedStep step, string difference) =>
        new(mask.Apply($"Resource '{step.Name}' ({step.Type}) {difference}. Nothing was done to it. Preview again and approve the new plan."));
}
