using System.Collections.Immutable;
using Slipway.Engine.Planning;

namespace Slipway.Cli.Screens;

/// <summary>One resource in a tree, with every step the plan has for it.</summary>
internal sealed class ResourceNode(ImmutableArray<PlannedStep> steps)
{
    public string Urn => steps[0].Urn;

    public string? Parent => steps[0].Parent;

    public string Name => steps[0].Name;

    public string Type => steps[0].Type;

    public StepKind Kind { get; } = StepSummary.OverallKind(steps);

    public IEnumerable<PropertyChange> Changes => steps.SelectMany(step => step.Changes).DistinctBy(change => change.Path);

    /// <summary>The step that tells what is wanted: of a replacement, the one that creates.</summary>
    public PlannedStep MainStep => steps.FirstOrDefault(step => step.NewInputs is not null && step.Kind != StepKind.Same) ?? steps[0];

    public List<ResourceNode> Children { get; } = [];

    public bool IsShown { get; set; }

    /// <summary>True when it is shown for its own sake, not as an ancestor.</summary>
    public bool Matters { get; set; }
}
