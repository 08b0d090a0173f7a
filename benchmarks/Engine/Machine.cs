using System.Globalization;
using System.Runtime.InteropServices;

namespace Slipway.Benchmarks.Engine;

/// <summary>What the numbers were measured on.</summary>
internal sealed record Machine(string Processor, int Cores, long Memory, string System, string Runtime, string LoadBefore)
{
    public static Machine Look() => new(
        Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Kilobytes("/proc/meminfo", "MemTotal") ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Load());

    /// <summary>Processes that wanted to run, over the last one, five and fifteen minutes.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    /// <summary>The most memory this process ever held, in bytes: the kernel's high-water mark where it keeps one.</summary>
    public static long PeakMemoryOfThisProcess() => Kilobytes("/proc/self/status", "VmHWM") ?? Environment.WorkingSet;

    private static long? Kilobytes(string file, string name) =>
        Field(file, name) is { } text && long.TryParse(text.Split(' ')[0], CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : null;

    private static string? Field(string file, string name) => !File.Exists(file) ? null : File.ReadLines(file)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault();
}
