using Slipway.Policies.Views.Aws;

namespace Slipway.Costs.Kinds.Aws;

/// <summary>Tasks on Fargate: processor and memory of the task definition, by the hour; 20 GB of disk come with each.</summary>
internal sealed class FargateService : PricedKind<AwsService>
{
    private const decimal FreeDiskGb = 20;

    protected override IEnumerable<CostLine> Lines(AwsService service, PricedResource resource)
    {
        var task = resource.Source(service.TaskDefinition) is { } source ? AwsTaskDefinition.Of(source) : null;
        var hours = service.DesiredCount.Amount() * resource.Usage.Hours;
        var architecture = task?.RuntimePlatform.Content?.CpuArchitecture.Content == "ARM64" ? "arm64" : "x86_64";
        yield return resource.Line("vCPU", hours * task?.Cpu.Amount() / 1024, $"fargate/vcpu-hour/{architecture}");
        yield return resource.Line("memory", hours * task?.Memory.Amount() / 1024, $"fargate/gb-hour/{architecture}");
        if (task?.EphemeralStorage.IsMissing == false)
            yield return resource.Line("disk above 20 GB", hours * (task.EphemeralStorage.Content?.SizeInGib.Amount() - FreeDiskGb), "fargate/ephemeral-gb-hour");
    }
}
