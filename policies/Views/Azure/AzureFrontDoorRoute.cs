using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>Which requests of Front Door go where.</summary>
public sealed class AzureFrontDoorRoute(GraphResource resource) : ResourceView(resource), IResourceView<AzureFrontDoorRoute>
{
    public static string Type => "azure:cdn/frontdoorRoute:FrontdoorRoute";

    public static AzureFrontDoorRoute Of(GraphResource resource) => new(resource);

    public Value<bool> HttpsRedirectEnabled => Flag();

    public Value<ImmutableArray<string>> SupportedProtocols => Texts();

    public Value<string> ForwardingProtocol => Text();
}
