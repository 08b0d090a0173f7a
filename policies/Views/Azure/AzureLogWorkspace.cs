using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>Where logs are kept.</summary>
public sealed class AzureLogWorkspace(GraphResource resource) : ResourceView(resource), IResourceView<AzureLogWorkspace>
{
    public static string Type => "azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace";

    public static AzureLogWorkspace Of(GraphResource resource) => new(resource);

    public Value<double> RetentionInDays => Number();
}
