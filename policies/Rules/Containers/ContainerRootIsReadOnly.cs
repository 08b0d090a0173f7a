using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Containers;

public sealed class ContainerRootIsReadOnly : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A container cannot write to its own programs",
        Severity = Severity.Medium,
        Targets = ["aws", "kubernetes", "docker"],
        Reason = "What breaks into a container installs itself beside the program.",
        Link = "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run))
        {
            foreach (var container in KubernetesPods.Containers(run, owner, pod))
            {
                if (KubernetesPods.TrySecurity(run, owner, container, "readOnlyRootFilesystem true", out var security)) run.Expect(owner, security.ReadOnlyRootFilesystem, true, "Set readOnlyRootFilesystem to true and mount an emptyDir where it writes");
            }
        }

        foreach (var task in run.All<AwsTaskDefinition>())
        {
            foreach (var container in run.Each(task, task.ContainerDefinitions))
                run.Expect(task, container.ReadonlyRootFilesystem.Or(false), true, "Set readonlyRootFilesystem to true and mount a tmpfs where it writes");
        }

        // One that is never started only carries a volume.
        foreach (var container in run.All<DockerContainer>().Where(container => container.Start.Or(true).Content))
            run.Expect(container, container.ReadOnly.Or(false), true, "Set ReadOnly to true and mount a tmpfs where it writes");
    }
}
