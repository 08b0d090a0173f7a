using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Containers;

public sealed class PodHasNoClusterToken : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A pod has no token for the cluster",
        Severity = Severity.Medium,
        Targets = ["kubernetes"],
        Reason = "With the token, what breaks into a workload talks to the cluster in its name.",
        Link = "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run).Where(entry => !KubernetesPods.NeedsCluster(entry.Owner)))
            run.Expect(owner, pod.AutomountServiceAccountToken.Or(true), false, "Set automountServiceAccountToken to false");
    }
}
