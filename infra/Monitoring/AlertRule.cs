using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring;

/// <summary>When Prometheus raises an alert, and what it says.</summary>
/// <param name="For">How long the expression must give something before the alert fires.</param>
/// <param name="Summary">One sentence, in which Prometheus fills in labels and the value.</param>
public sealed record AlertRule(string Name, string Expression, string For, AlertSeverity Severity, string Summary)
{
    /// <summary>The page that says what to do.</summary>
    public string Runbook { get; init; } = $"docs/RUNBOOKS/{Name}.md";

    /// <summary>The workload that brings it; null for an alert of the platform.</summary>
    public string? Workload { get; init; }
}
