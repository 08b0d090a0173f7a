using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

/// <summary>What a workload knows about watching itself: the file that <c>slipway.dev/monitoring</c> names, read and checked.</summary>
public sealed record WorkloadMonitoring
{
    /// <summary>A workload that brings nothing.</summary>
    public static WorkloadMonitoring None { get; } = new();

    /// <summary>A dashboard of its own; null for none.</summary>
    public OwnDashboard? Dashboard { get; init; }

    /// <summary>Alerts of its own, in the order of the file.</summary>
    public ImmutableArray<OwnAlert> Alerts { get; init; } = [];

    /// <summary>Figures reckoned from others, in the order of the file.</summary>
    public ImmutableArray<OwnRecording> Recordings { get; init; } = [];
}

/// <summary>A dashboard a workload brings.</summary>
public sealed record OwnDashboard(string Title, ImmutableArray<OwnPanel> Panels);

/// <summary>One picture of a dashboard.</summary>
/// <param name="Unit">The unit of its values by Grafana's id, such as <c>ms</c> or <c>percentunit</c>.</param>
public sealed record OwnPanel(string Title, string Unit, PanelKind Kind, string Description, ImmutableArray<OwnQuery> Queries);

/// <summary>How a panel shows its values.</summary>
public enum PanelKind
{
    /// <summary>Lines over time, the default.</summary>
    Graph,

    /// <summary>The latest value, large.</summary>
    Number,

    /// <summary>The latest values, a row each.</summary>
    Table,
}

/// <summary>One line of a panel, or several where the expression gives several.</summary>
/// <param name="Legend">Its name, in which Grafana replaces <c>{{label}}</c>.</param>
/// <param name="Expression">PromQL.</param>
public sealed record OwnQuery(string Legend, string Expression);

/// <summary>An alert a workload brings.</summary>
/// <param name="For">How long the expression must give something before the alert fires, as Prometheus writes durations.</param>
/// <param name="Runbook">The page that says what to do: a path in the repository or an https address.</param>
/// <param name="InhibitedBy">Alerts that explain this one: while one of them fires, nobody is told of this one.</param>
/// <param name="Line">Where it stands in its file.</param>
public sealed record OwnAlert(
    string Name, string Expression, string For, AlertSeverity Severity, string Summary, string Runbook, ImmutableArray<string> InhibitedBy, string File, int Line);

/// <summary>How soon somebody must look.</summary>
public enum AlertSeverity
{
    /// <summary>In working hours.</summary>
    Warning,

    /// <summary>Now.</summary>
    Critical,
}

/// <summary>A figure reckoned from others as they come in.</summary>
public sealed record OwnRecording(string Record, string Expression);
