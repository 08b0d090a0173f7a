using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>The fewest replicas an app keeps, working a part of the time and waiting the rest, and its part of the requests. Azure's free grant of the subscription is left out.</summary>
internal sealed class ContainerApp : PricedKind<AzureApp>
{
    private const decimal SecondsOfHour = 3600;

    protected override IEnumerable<CostLine> Lines(AzureApp app, PricedResource resource)
    {
        var usage = resource.Usage;
        var template = app.Template.Content;
        var seconds = template?.MinReplicas.Amount() * usage.Hours * SecondsOfHour;
        var (processors, memory) = ContainerSize.Of(template);
        yield return resource.Line("vCPU at work", processors * seconds * usage.BusyShare, "container-apps/vcpu-second-active");
        yield return resource.Line("vCPU waiting", processors * seconds * (1 - usage.BusyShare), "container-apps/vcpu-second-idle");
        yield return resource.Line("memory at work", memory * seconds * usage.BusyShare, "container-apps/gib-second-active");
        yield return resource.Line("memory waiting", memory * seconds * (1 - usage.BusyShare), "container-apps/gib-second-idle");
        yield return resource.Line("requests", resource.Share(usage.Requests), "container-apps/request");
    }
}
