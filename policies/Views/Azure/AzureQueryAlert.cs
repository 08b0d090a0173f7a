using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>An alert about logs.</summary>
public sealed class AzureQueryAlert(GraphResource resource) : ResourceView(resource), IResourceView<AzureQueryAlert>
{
    public static string Type => "azure:monitoring/scheduledQueryRulesAlertV2:ScheduledQueryRulesAlertV2";

    public static AzureQueryAlert Of(GraphResource resource) => new(resource);

    public Value<string> Description => Text();

    public Value<string> EvaluationFrequency => Text();
}
