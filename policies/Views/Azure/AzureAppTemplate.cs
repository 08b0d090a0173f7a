using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>What a container app runs, and how often.</summary>
public sealed class AzureAppTemplate(GraphValue.Map properties, string path) : AzureTemplate(properties, path)
{
    public Value<double> MinReplicas => Number();
}
