using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Containers;

public sealed class ContainerHasNoPrivileges : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A container gains no privileges",
        Severity = Severity.Critical,
        Targets = ["aws", "kubernetes", "docker"],
        Reason = "A privileged container is root on the host.",
        Link = "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run))
        {
            foreach (var container in KubernetesPods.Containers(run, owner, pod))
            {
                if (!KubernetesPods.TrySecurity(run, owner, container, "allowPrivilegeEscalation false", out var security)) continue;
                run.Expect(owner, security.Privileged.Or(false), false, "Take privileged away");
                run.Expect(owner, security.AllowPrivilegeEscalation.Or(true), false, "Set allowPrivilegeEscalation to false");
            }
        }

        foreach (var task in run.All<AwsTaskDefinition>())
        {
            foreach (var container in run.Each(task, task.ContainerDefinitions))
                run.Expect(task, container.Privileged.Or(false), false, "Take privileged away");
        }

        foreach (var container in run.All<DockerContainer>())
        {
            run.Expect(container, container.Privileged.Or(false), false, "Take Privileged away");
            run.Expect(container, container.SecurityOpts.Or([]), options => options.Any(option => option is "no-new-privileges" or "no-new-privileges:true"), "no-new-privileges:true among them", "Add no-new-privileges:true to SecurityOpts");
        }
    }
}
