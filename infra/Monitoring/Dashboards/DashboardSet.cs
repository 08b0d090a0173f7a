using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring.Dashboards;

/// <summary>The dashboards of an environment: the platform, each of its parts, and each workload with what it brings.</summary>
public static class DashboardSet
{
    /// <summary>The dashboards, each with a name of its own.</summary>
    public static ImmutableArray<Dashboard> Of(Observed observed)
    {
        var all = ImmutableArray.CreateBuilder<Dashboard>();
        all.Add(PlatformDashboards.Overview(observed));
        if (observed.Figures.Contains(Figures.Edge))
            all.Add(PlatformDashboards.Edge());
        if (observed.Figures.Contains(Figures.Postgres))
            all.Add(PlatformDashboards.Postgres());
        if (observed.Figures.Contains(Figures.Machine))
            all.Add(PlatformDashboards.Machine());
        foreach (var workload in observed.Workloads)
        {
            all.Add(WorkloadDashboard.Of(observed, workload));
            if (workload.Monitoring.Dashboard is { } own)
                all.Add(new Dashboard($"own-{workload.Name}", own.Title, [.. own.Panels.Select(Own)]));
        }
        return all.ToImmutable();
    }

    private static Panel Own(OwnPanel panel) => new(panel.Title, panel.Unit, [.. panel.Queries.Select(query => new Query(query.Legend, query.Expression))])
    {
        Kind = panel.Kind,
        Description = panel.Description,
    };
}
