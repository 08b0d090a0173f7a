using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Containers;

public sealed class ContainerIsNotRoot : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A container does not run as root",
        Severity = Severity.High,
        Targets = ["aws", "kubernetes", "docker"],
        Reason = "Root in a container is one hole of the kernel away from root on the host.",
        Link = "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run))
        {
            foreach (var container in KubernetesPods.Containers(run, owner, pod)) CheckPod(run, owner, pod, container);
        }

        foreach (var task in run.All<AwsTaskDefinition>())
        {
            var containers = run.Each(task, task.ContainerDefinitions).ToList();
            foreach (var container in containers.Where(container => !PreparesFolders(container, containers)))
                run.Expect(task, container.User, IsOrdinary, "a number other than 0", "Set slipway:containerUser");
        }

        foreach (var container in run.All<DockerContainer>().Where(container => !PreparesFolders(container)))
            run.Expect(container, container.User, IsOrdinary, "a user other than root", "Give the container's plan a user");
    }

    // Folders are handed to the user of a workload by a container that others wait for, that keeps no capability but this one's, and that ends.
    private static bool PreparesFolders(AwsContainer container, IEnumerable<AwsContainer> all) =>
        container.Essential is { State: ValueState.Known, Content: false }
        && container.LinuxParameters.Content?.Capabilities.Content?.Drop.Items() is { IsEmpty: false } drops && !drops.Contains("ALL") && !drops.Contains("CHOWN")
        && all.SelectMany(other => other.DependsOn.Items()).Any(need => need.ContainerName.Content == container.Name.Content && need.Condition.Content is "SUCCESS" or "COMPLETE");

    private static bool PreparesFolders(DockerContainer container) =>
        container is { MustRun: { State: ValueState.Known, Content: false }, NetworkMode.Content: "none" }
        && container.Capabilities.Content is { } capabilities && capabilities.Adds.Items().All(capability => capability is "CAP_CHOWN" or "CHOWN" or "CAP_FOWNER" or "FOWNER");

    private static bool IsOrdinary(string user) => user.Split(':')[0] is not ("" or "0" or "root");

    private static void CheckPod(RuleRun run, ResourceView owner, KubernetesPod pod, KubernetesContainer container)
    {
        var own = container.SecurityContext.Content;
        if (own is { RunAsUser: { State: ValueState.Known, Content: 0 } })
        {
            run.Report(owner.Resource, $"{own.RunAsUser.Path} is 0, expected another user", "Set runAsUser to a number other than 0");
            return;
        }

        var value = own is { RunAsNonRoot.IsMissing: false } ? own.RunAsNonRoot : pod.SecurityContext.Content is { } security ? security.RunAsNonRoot : new Value<bool>("securityContext.runAsNonRoot", ValueState.Missing, false);
        run.Expect(owner, value, true, "Set runAsNonRoot to true");
    }
}
