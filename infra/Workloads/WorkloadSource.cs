namespace Slipway.Infra.Workloads;

/// <summary>Where a workload is read from: a Score file, and a second one whose values win.</summary>
public sealed record WorkloadSource(string File, string? Overrides = null)
{
    /// <summary>A Score file with the overrides beside it, if there are any: <c>score.prod.yaml</c> for <c>score.yaml</c> and <c>prod</c>.</summary>
    public static WorkloadSource For(string file, string environment)
    {
        var overrides = Path.ChangeExtension(file, environment + Path.GetExtension(file));

        return new WorkloadSource(file, System.IO.File.Exists(overrides) ? overrides : null);
    }
}
