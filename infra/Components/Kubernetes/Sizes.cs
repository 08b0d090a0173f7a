using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>Processor and memory as Kubernetes writes them.</summary>
public static class Sizes
{
    private const long Mebibyte = 1024 * 1024;

    public static ComputeSize Of(int millicores, int mebibytes) => new(millicores, mebibytes * Mebibyte);

    public static ResourceRequirementsArgs Requirements(ComputeSize requests, ComputeSize limits) => new()
    {
        Requests = { { "cpu", Cpu(requests) }, { "memory", Memory(requests) } },
        Limits = { { "cpu", Cpu(limits) }, { "memory", Memory(limits) } },
    };

    /// <summary>What a container asks for, filled up such that it never asks for more than it may use.</summary>
    public static (ComputeSize Requests, ComputeSize Limits) Fill(WorkloadContainer container, ComputeSize requests, ComputeSize limits)
    {
        var (cpu, cpuLimit) = Fill(container.Requests.CpuMillicores, container.Limits.CpuMillicores, requests.CpuMillicores!.Value, limits.CpuMillicores!.Value);
        var (memory, memoryLimit) = Fill(container.Requests.MemoryBytes, container.Limits.MemoryBytes, requests.MemoryBytes!.Value, limits.MemoryBytes!.Value);
        return (new ComputeSize(cpu, (long)memory), new ComputeSize(cpuLimit, (long)memoryLimit));
    }

    private static (decimal Request, decimal Limit) Fill(decimal? request, decimal? limit, decimal usual, decimal usualLimit) => (request, limit) switch
    {
        ({ } asked, { } most) => (asked, most),
        ({ } asked, null) => (asked, Math.Max(asked, usualLimit)),
        (null, { } most) => (Math.Min(usual, most), most),
        _ => (usual, usualLimit),
    };

    // The smallest amount Kubernetes knows is a thousandth of a processor.
    private static string Cpu(ComputeSize size) => $"{Math.Max(1, Math.Ceiling(size.CpuMillicores!.Value)):0}m";

    private static string Memory(ComputeSize size) =>
        size.MemoryBytes!.Value % Mebibyte == 0 ? $"{size.MemoryBytes / Mebibyte}Mi" : $"{size.MemoryBytes}";
}
