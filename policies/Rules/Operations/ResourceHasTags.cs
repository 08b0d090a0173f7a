using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Rules.Operations;

public sealed class ResourceHasTags : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Everything that can carry tags says whose it is",
        Severity = Severity.Medium,
        Targets = ["aws", "azure", "kubernetes", "docker"],
        Reason = "A resource without an owner is paid for and patched by nobody.",
        Link = "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var resource in run.Graph.Resources.Where(resource => resource.Custom && resource.Step != GraphStep.Read))
        {
            switch (Tags.Of(run.Graph, resource))
            {
                case { IsKnown: false } tags:
                    run.CouldNotEvaluate(resource, $"{tags.Path} is known only after the update");
                    break;
                case { } tags when run.Settings.RequiredTags.Where(tag => !tags.Names.Contains(tag)).ToList() is { Count: > 0 } missing:
                    run.Report(resource, $"{tags.Path} lacks {string.Join(", ", missing)}, expected {string.Join(", ", run.Settings.RequiredTags)}", "Set slipway:owner and slipway:costCentre, and give the resource the stack's labels");
                    break;
            }
        }
    }
}
