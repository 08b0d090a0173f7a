using System.Collections.Immutable;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Containers;

public sealed class ContainerDropsCapabilities : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A container gives up the powers of root it does not need",
        Severity = Severity.Medium,
        Targets = ["aws", "kubernetes", "docker"],
        Reason = "Most ways out of a container use a capability that no service needs.",
        Link = "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run))
        {
            foreach (var container in KubernetesPods.Containers(run, owner, pod))
            {
                if (!KubernetesPods.TrySecurity(run, owner, container, "capabilities.drop [ALL]", out var security)) continue;
                if (security.Capabilities.Content is { } capabilities) run.Expect(owner, capabilities.Drop, DropsAll, "ALL among them", Fix);
                else run.Report(owner.Resource, $"{security.Capabilities.Path} is not set, expected drop [ALL]", Fix);
            }
        }

        foreach (var task in run.All<AwsTaskDefinition>())
        {
            foreach (var container in run.Each(task, task.ContainerDefinitions))
            {
                if (container.LinuxParameters.Content?.Capabilities.Content?.Drop.Items() is not { IsEmpty: false }) run.Report(task.Resource, $"{container.LinuxParameters.Path} drops no capability, expected capabilities.drop [ALL]", Fix);
            }
        }

        foreach (var container in run.All<DockerContainer>())
        {
            if (container.Capabilities.Content is { } capabilities) run.Expect(container, capabilities.Drops, DropsAll, "ALL among them", Fix);
            else run.Report(container.Resource, "capabilities is not set, expected drops [ALL]", Fix);
        }
    }

    private const string Fix = "Drop ALL, and add the one it needs by name";

    private static bool DropsAll(ImmutableArray<string> drops) => drops.Contains("ALL");
}
