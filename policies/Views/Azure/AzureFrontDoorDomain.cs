using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A host name of Front Door.</summary>
public sealed class AzureFrontDoorDomain(GraphResource resource) : ResourceView(resource), IResourceView<AzureFrontDoorDomain>
{
    public static string Type => "azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain";

    public static AzureFrontDoorDomain Of(GraphResource resource) => new(resource);

    public Value<DomainTls> Tls => Block((properties, path) => new DomainTls(properties, path));

    public sealed class DomainTls(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> MinimumVersion => Text();
    }
}
