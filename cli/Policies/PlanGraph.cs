using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Policies.Graph;

namespace Slipway.Cli.Policies;

/// <summary>A plan of the engine as the graph that policies and costs look at.</summary>
internal static class PlanGraph
{
    /// <remarks>
    /// What is secret as a whole is hidden in a graph. A plan's masked form would hide more, such as a user name wherever it
    /// is part of a word, and rules would see other values than in a state: what is found is masked when it is shown.
    /// </remarks>
    public static ResourceGraph Of(Plan plan) => new(plan.Stack, plan.Steps.GroupBy(step => step.Urn, StringComparer.Ordinal).Select(Resource));

    private static GraphResource Resource(IEnumerable<PlannedStep> steps)
    {
        // Of a replacement's steps, one tells what will be there afterwards; of a refresh and an update, the update.
        var all = steps.ToList();
        var main = all.LastOrDefault(step => step.NewInputs is not null) ?? all[0];
        var before = all.FirstOrDefault(step => step.OldInputs is not null)?.OldInputs;
        return new GraphResource
        {
            Urn = main.Urn,
            Type = main.Type,
            Name = main.Name,
            Custom = main.Custom,
            Step = StepOf(all, main),
            Inputs = Properties(main.NewInputs ?? main.OldInputs ?? PropertyValue.Map.Empty),
            InputsBefore = before is null ? null : Properties(before),
            Outputs = main.Outputs is { Count: > 0 } outputs ? Properties(outputs) : null,
            Id = main.Id,
            Options = main is { Protect: false, RetainOnDelete: false }
                ? GraphResourceOptions.None
                : new GraphResourceOptions { Protect = main.Protect, RetainOnDelete = main.RetainOnDelete },
            Parent = main.Parent,
            Dependencies = main.Dependencies,
            PropertyDependencies = main.PropertyDependencies,
            Provider = main.Provider is { } provider ? ResourceUrn.OfProviderReference(provider) : null,
            SourcePosition = main.SourcePosition,
        };
    }

    private static GraphStep StepOf(List<PlannedStep> all, PlannedStep main) =>
        all.Any(step => step.Kind is StepKind.Replace or StepKind.CreateReplacement) ? GraphStep.Replace : main.Kind switch
        {
            StepKind.Create => GraphStep.Create,
            StepKind.Update => GraphStep.Update,
            StepKind.Delete or StepKind.DeleteReplaced => GraphStep.Delete,
            StepKind.Read => GraphStep.Read,
            StepKind.Refresh => GraphStep.Refresh,
            StepKind.Import => GraphStep.Import,
            _ => GraphStep.Same,
        };

    private static GraphValue.Map Properties(PropertyValue.Map properties) =>
        GraphValue.Map.Of(properties.Select(property => KeyValuePair.Create(property.Key, Value(property.Value))));

    private static GraphValue Value(PropertyValue value) => value switch
    {
        PropertyValue.Null => GraphValue.Nothing,
        PropertyValue.Bool flag => GraphValue.Of(flag.Value),
        PropertyValue.Number number => GraphValue.Of(number.Value),
        PropertyValue.Text { Value: Screens.PropertyText.Masked } => GraphValue.Hidden,
        PropertyValue.Text text => GraphValue.Of(text.Value),
        PropertyValue.Unknown => GraphValue.NotYetKnown,
        PropertyValue.Secret => GraphValue.Hidden,
        PropertyValue.List list => new GraphValue.List([.. list.Items.Select(Value)]),
        PropertyValue.Map map => Properties(map),
        PropertyValue.Asset => new GraphValue.Other("asset"),
        PropertyValue.Archive => new GraphValue.Other("archive"),
        PropertyValue.ResourceReference reference => new GraphValue.Other(reference.Urn),
        _ => throw new InvalidOperationException($"A property of kind '{value.GetType().Name}' has no place in a graph."),
    };
}
