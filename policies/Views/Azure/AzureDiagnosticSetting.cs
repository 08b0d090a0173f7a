using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>Where the logs of a resource go.</summary>
public sealed class AzureDiagnosticSetting(GraphResource resource) : ResourceView(resource), IResourceView<AzureDiagnosticSetting>
{
    public static string Type => "azure:monitoring/diagnosticSetting:DiagnosticSetting";

    public static AzureDiagnosticSetting Of(GraphResource resource) => new(resource);

    public Value<string> TargetResourceId => Text();
}
