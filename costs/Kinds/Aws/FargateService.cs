using Slipway.Policies.Graph;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>Tasks on Fargate: processor and memory of the task definition, by the hour; 20 GB of disk come with each.</summary>
internal sealed class FargateService : IPricedKind
{
    public string Type => "aws:ecs/service:Service";

    private const decimal FreeDiskGb = 20;

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        var task = resource.Source("taskDefinition");
        var hours = resource.Number("desiredCount") * resource.Usage.Hours;
        var architecture = (task?["runtimePlatform"] as GraphValue.Map)?["cpuArchitecture"] is GraphValue.Text { Value: "ARM64" } ? "arm64" : "x86_64";
        yield return resource.Line("vCPU", hours * task?.Number("cpu") / 1024, $"fargate/vcpu-hour/{architecture}");
        yield return resource.Line("memory", hours * task?.Number("memory") / 1024, $"fargate/gb-hour/{architecture}");
        if ((task?["ephemeralStorage"] as GraphValue.Map)?["sizeInGib"] is { } disk)
            yield return resource.Line("disk above 20 GB", hours * (PricedResource.NumberOf(disk) - FreeDiskGb), "fargate/ephemeral-gb-hour");
    }
}
