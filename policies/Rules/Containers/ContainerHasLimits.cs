using System.Collections.Immutable;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Containers;

public sealed class ContainerHasLimits : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A container has a limit of memory and processor",
        Severity = Severity.Medium,
        Targets = ["aws", "azure", "kubernetes", "docker"],
        Reason = "Without one, a leak in one service takes the host from all others.",
        Link = "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var (owner, pod) in KubernetesPods.Of(run))
        {
            foreach (var container in KubernetesPods.Containers(run, owner, pod))
            {
                var limits = container.Resources.Content?.Limits.Content;
                foreach (var limit in Limits.Where(limit => limits?.ContainsKey(limit) != true))
                    run.Report(owner.Resource, $"{container.Resources.Path}.limits.{limit} is not set, expected a limit", Fix);
            }
        }

        foreach (var task in run.All<AwsTaskDefinition>())
        {
            if (task.Cpu.IsMissing || task.Memory.IsMissing) run.Report(task.Resource, "cpu and memory are not both set, expected both", Fix);
        }

        foreach (var (owner, template) in AzureTemplates.Of(run))
        {
            foreach (var container in AzureTemplates.Containers(run, owner, template).Where(container => container.Cpu.IsMissing || container.Memory.IsMissing))
                run.Report(owner.Resource, $"{container.Cpu.Path} and memory are not both set, expected both", Fix);
        }

        foreach (var container in run.All<DockerContainer>())
        {
            run.Expect(container, container.Memory.Or(0), memory => memory > 0, "more than 0", Fix);
            if (container.Cpus.IsMissing && container.CpuShares.IsMissing) run.Report(container.Resource, "cpus is not set, expected a limit", Fix);
        }
    }

    private static readonly ImmutableArray<string> Limits = ["memory", "cpu"];

    private const string Fix = "Give the Score file resources.limits, or set slipway's default size of the target";
}
