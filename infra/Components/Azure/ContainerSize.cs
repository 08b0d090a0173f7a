using System.Globalization;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Azure;

/// <summary>
/// Processor and memory of a container, as Container Apps sells them by use: quarters of a processor, each with half a gibibyte.
/// </summary>
public readonly record struct ContainerSize(int Quarters)
{
    /// <summary>The most all containers of one replica may have together: 4 processors and 8 GiB.</summary>
    public const int MostQuarters = 16;

    private const long MemoryOfQuarter = 512L * 1024 * 1024;

    public double Cpu => Quarters * 0.25;

    public string Memory => string.Create(CultureInfo.InvariantCulture, $"{Quarters * 0.5:0.0}Gi");

    /// <summary>The smallest size that holds what a container asks for: its limit, or else its request, or else the default.</summary>
    public static ContainerSize Of(WorkloadContainer container, int defaultMillicores)
    {
        var cpu = container.Limits.CpuMillicores ?? container.Requests.CpuMillicores;
        var memory = container.Limits.MemoryBytes ?? container.Requests.MemoryBytes;
        if (cpu is null && memory is null)
            cpu = defaultMillicores;
        var byCpu = Math.Ceiling((cpu ?? 0) / 250);
        var byMemory = Math.Ceiling((decimal)(memory ?? 0) / MemoryOfQuarter);
        return new ContainerSize((int)Math.Clamp(Math.Max(byCpu, byMemory), 1, int.MaxValue));
    }

    /// <summary>How this differs from the limits a container names; null where it does not.</summary>
    public string? MoreThan(ComputeSize limits) =>
        (limits.CpuMillicores is { } cpu && cpu < Quarters * 250) || (limits.MemoryBytes is { } memory && memory < Quarters * MemoryOfQuarter)
            ? string.Create(CultureInfo.InvariantCulture, $"{Cpu:0.00} processors and {Memory}")
            : null;
}
