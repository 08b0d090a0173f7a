using Pulumi;
using AppInsights = Pulumi.Azure.AppInsights;
using Monitor = Pulumi.Azure.Monitoring;
using MonitorInputs = Pulumi.Azure.Monitoring.Inputs;
using Workspaces = Pulumi.Azure.OperationalInsights;

namespace Slipway.Infra.Components.Azure;

/// <summary>Where logs and traces of everything go: one Log Analytics workspace, and Application Insights on top of it.</summary>
public sealed class Logs : ComponentResource
{
    private readonly Workspaces.AnalyticsWorkspace _workspace;
    private readonly AppInsights.Insights _insights;

    public Logs(string name, Foundation foundation, int days)
        : base("slipway:azure:Logs", name, foundation.Part)
    {
        _workspace = new Workspaces.AnalyticsWorkspace(name, new Workspaces.AnalyticsWorkspaceArgs
        {
            Name = foundation.Names.Of("logs"),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            Sku = "PerGB2018",
            RetentionInDays = days,
            AllowResourceOnlyPermissions = true,
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        _insights = new AppInsights.Insights("insights", new AppInsights.InsightsArgs
        {
            Name = foundation.Names.Of("insights", 260),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            ApplicationType = "web",
            // The workspace keeps what comes in, for as long as it keeps logs.
            WorkspaceId = _workspace.Id,
            IpMaskingEnabled = true,
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    public Output<string> WorkspaceId => _workspace.Id;

    public Output<string> InsightsId => _insights.Id;

    /// <summary>What a workload sends its traces with; whoever has it can write traces.</summary>
    public Output<string> ConnectionString => _insights.ConnectionString;

    /// <summary>Keeps the logs of a service.</summary>
    /// <param name="group">The group of categories, <c>audit</c> or <c>allLogs</c>.</param>
    public void Keep(string name, Resource parent, Output<string> id, string group) =>
        _ = new Monitor.DiagnosticSetting($"{name}-logs", new Monitor.DiagnosticSettingArgs
        {
            Name = "to-workspace",
            TargetResourceId = id,
            LogAnalyticsWorkspaceId = _workspace.Id,
            EnabledLogs = { new MonitorInputs.DiagnosticSettingEnabledLogArgs { CategoryGroup = group } },
        }, new CustomResourceOptions { Parent = parent });
}
