using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Changes;

/// <summary>
/// Hides secrets that stand within longer texts, before anything is shown. What is secret as a whole keeps its wrapper.
/// </summary>
internal sealed class Masking(Func<string, string> mask)
{
    public Plan Of(Plan plan) => plan with
    {
        Steps = [.. plan.Steps.Select(Of)],
        Outputs = Of(plan.Outputs),
        OutputChanges = [.. plan.OutputChanges.Select(Of)],
        Problems = [.. plan.Problems.Select(mask)],
    };

    public PlannedStep Of(PlannedStep step) => step with
    {
        Changes = step.Changes.IsEmpty ? step.Changes : [.. step.Changes.Select(Of)],
        OldInputs = step.OldInputs is { } old ? Of(old) : null,
        NewInputs = step.NewInputs is { } @new ? Of(@new) : null,
        Outputs = step.Outputs is { } outputs ? Of(outputs) : null,
    };

    public PropertyValue.Map Of(PropertyValue.Map values)
    {
        var result = values;
        foreach (var (name, value) in values)
        {
            var masked = Of(value);
            if (!ReferenceEquals(masked, value)) result = result.With(name, masked);
        }

        return result;
    }

    public PropertyValue Of(PropertyValue value) => value switch
    {
        PropertyValue.Text text => Of(text),
        PropertyValue.Map map => Of(map),
        PropertyValue.List list when list.Items.Any(item => !ReferenceEquals(Of(item), item)) => new PropertyValue.List([.. list.Items.Select(Of)]),
        PropertyValue.Asset { Content: { } content } asset => asset with { Content = mask(content) },
        _ => value,
    };

    private PropertyValue.Text Of(PropertyValue.Text text)
    {
        var masked = mask(text.Value);
        return masked == text.Value ? text : new PropertyValue.Text(masked);
    }

    private PropertyChange Of(PropertyChange change) => change with
    {
        Old = change.Old is { } old ? Of(old) : null,
        New = change.New is { } @new ? Of(@new) : null,
    };
}
