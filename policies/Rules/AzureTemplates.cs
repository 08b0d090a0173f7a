using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules;

/// <summary>What container apps and their jobs run.</summary>
internal static class AzureTemplates
{
    public static IEnumerable<(ResourceView Owner, AzureTemplate Template)> Of(RuleRun run)
    {
        foreach (var app in run.All<AzureApp>())
        {
            if (run.TryRead(app, app.Template, out var template)) yield return (app, template);
        }

        foreach (var job in run.All<AzureJob>())
        {
            if (run.TryRead(job, job.Template, out var template)) yield return (job, template);
        }
    }

    public static IEnumerable<AzureTemplate.Container> Containers(RuleRun run, ResourceView owner, AzureTemplate template) =>
        run.Each(owner, template.InitContainers).Concat(run.Each(owner, template.Containers));
}
