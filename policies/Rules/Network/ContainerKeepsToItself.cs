using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Network;

public sealed class ContainerKeepsToItself : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A container shares neither network nor processes with its host",
        Severity = Severity.High,
        Level = Level.Mandatory,
        Targets = ["kubernetes", "docker"],
        Reason = "In the host's namespaces a container sees, and may end, what others run.",
        Link = "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run))
        {
            run.Expect(owner, pod.HostNetwork.Or(false), false, "Take hostNetwork away");
            run.Expect(owner, pod.HostPID.Or(false), false, "Take hostPID away");
            run.Expect(owner, pod.HostIPC.Or(false), false, "Take hostIPC away");
        }

        foreach (var container in run.All<DockerContainer>())
        {
            run.Expect(container, container.NetworkMode.Or("bridge").Select(mode => mode == "host" ? mode : "its own"), "its own", "Take networkMode host away and use a network");
            run.Expect(container, container.PidMode.Or("").Select(mode => mode == "host" ? mode : "its own"), "its own", "Take pidMode host away");
        }
    }
}
