namespace Slipway.Infra.Workloads;

/// <summary>Reads Score files (score.dev/v1b1) into workloads.</summary>
public static partial class WorkloadReader
{
    /// <summary>Reads one Score file; throws <see cref="WorkloadException"/> with everything that is wrong in it.</summary>
    public static Workload Read(WorkloadSource source) => throw new NotImplementedException();

    /// <summary>Reads a Score file whose text is at hand; <paramref name="file"/> names it and tells where relative paths start.</summary>
    public static Workload Parse(string text, string file) => throw new NotImplementedException();

    /// <summary>Reads several Score files; throws <see cref="WorkloadException"/> with everything that is wrong in any of them.</summary>
    public static IReadOnlyList<Workload> ReadAll(IEnumerable<WorkloadSource> sources) => throw new NotImplementedException();
}
