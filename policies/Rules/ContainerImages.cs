using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Docker;

namespace Slipway.Policies.Rules;

/// <summary>The images a stack runs, on every target.</summary>
internal static class ContainerImages
{
    public static IEnumerable<(ResourceView Owner, Value<string> Image)> Of(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run))
        {
            foreach (var container in KubernetesPods.Containers(run, owner, pod)) yield return (owner, container.Image);
        }

        foreach (var task in run.All<AwsTaskDefinition>())
        {
            foreach (var container in run.Each(task, task.ContainerDefinitions)) yield return (task, container.Image);
        }

        foreach (var (owner, template) in AzureTemplates.Of(run))
        {
            foreach (var container in AzureTemplates.Containers(run, owner, template)) yield return (owner, container.Image);
        }

        // A container names its image by id; the image says what it was pulled as. What is built here has no digest elsewhere.
        foreach (var image in run.All<DockerImage>()) yield return (image, image.Name);
        foreach (var container in run.All<DockerContainer>())
        {
            if (container.Image is { State: ValueState.Known, Content: var image } && !image!.StartsWith("sha256:", StringComparison.Ordinal) && run.Graph.SourcesOf(container.Resource, "image") is { Count: 0 })
                yield return (container, container.Image);
        }
    }
}
