using System.Diagnostics.CodeAnalysis;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules;

/// <summary>The pods of a stack, whichever kind of object makes them.</summary>
internal static class KubernetesPods
{
    public static IEnumerable<(ResourceView Owner, KubernetesPod Pod)> Of(RuleRun run) =>
        run.All<KubernetesDeployment>().SelectMany(owner => Pod(run, owner, owner.Spec))
            .Concat(run.All<KubernetesStatefulSet>().SelectMany(owner => Pod(run, owner, owner.Spec)))
            .Concat(run.All<KubernetesJob>().SelectMany(owner => Pod(run, owner, owner.Spec)))
            .Concat(run.All<KubernetesCronJob>().SelectMany(owner =>
                run.TryRead(owner, owner.Spec, out var schedule) && run.TryRead(owner, schedule.JobTemplate, out var job) ? Pod(run, owner, job.Spec) : []));

    /// <summary>Those that prepare and those that run.</summary>
    public static IEnumerable<KubernetesContainer> Containers(RuleRun run, ResourceView owner, KubernetesPod pod) =>
        run.Each(owner, pod.InitContainers).Concat(run.Each(owner, pod.Containers));

    /// <summary>The security context; reported when there is none.</summary>
    public static bool TrySecurity(RuleRun run, ResourceView owner, KubernetesContainer container, string wanted, [NotNullWhen(true)] out KubernetesContainer.ContainerSecurity? security)
    {
        security = null;
        if (container.SecurityContext.IsMissing) run.Report(owner.Resource, $"{container.SecurityContext.Path} is not set, expected {wanted}", "Give the container a security context");
        else if (run.TryRead(owner, container.SecurityContext, out var found)) security = found;
        return security is not null;
    }

    /// <summary>True where a container of the pod runs that program, by the name of its image.</summary>
    public static bool Runs(KubernetesStatefulSet owner, string program) =>
        owner.Spec.Content?.Template.Content?.Spec.Content?.Containers is { } containers
        && containers.Items().Any(container => container.Image.Content is { } image && ImageReference.Parse(image).Name.Split('/')[^1].StartsWith(program, StringComparison.Ordinal));

    /// <summary>Prometheus finds its targets by asking the cluster.</summary>
    public static bool NeedsCluster(ResourceView owner) => owner.Resource.Name.StartsWith("prometheus", StringComparison.Ordinal);

    private static IEnumerable<(ResourceView, KubernetesPod)> Pod(RuleRun run, ResourceView owner, Value<KubernetesPodSource> source)
    {
        if (run.TryRead(owner, source, out var found) && run.TryRead(owner, found.Template, out var template) && run.TryRead(owner, template.Spec, out var pod))
            yield return (owner, pod);
    }
}
