using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Network;

public sealed class WorkloadHasNoPublicAddress : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A workload is reached through the entry only",
        Severity = Severity.High,
        Targets = ["aws", "azure", "kubernetes", "docker"],
        Reason = "What has an address of its own is reached past the firewall, the routes and their limits.",
        Link = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var service in run.All<AwsService>())
        {
            if (!service.NetworkConfiguration.IsMissing && run.TryRead(service, service.NetworkConfiguration, out var network))
                run.Expect(service, network.AssignPublicIp.Or(false), false, "Set AssignPublicIp to false: the way out is the NAT gateway");
        }

        foreach (var environment in run.All<AzureAppEnvironment>())
            run.Expect(environment, environment.InternalLoadBalancerEnabled.Or(false), true, "Set slipway:internal to true");
        foreach (var service in run.All<KubernetesService>())
        {
            if (run.TryRead(service, service.Spec, out var spec))
                run.Expect(service, spec.Type.Or("ClusterIP"), type => type is "ClusterIP" or "ExternalName", "ClusterIP", "Set the service's type to ClusterIP and route to it");
        }

        foreach (var container in run.All<DockerContainer>().Where(container => container.Resource.Name != "edge"))
        {
            if (run.Each(container, container.Ports).Any())
                run.Report(container.Resource, "ports publishes a port of the host, expected none but the router's", "Take the port away: the router reaches it by its network");
        }
    }
}
