using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>Who may connect to a subnet.</summary>
public sealed class AzureNetworkRules(GraphResource resource) : ResourceView(resource), IResourceView<AzureNetworkRules>
{
    public static string Type => "azure:network/networkSecurityGroup:NetworkSecurityGroup";

    public static AzureNetworkRules Of(GraphResource resource) => new(resource);

    public Value<ImmutableArray<NetworkRule>> SecurityRules => Blocks((properties, path) => new NetworkRule(properties, path));

    public sealed class NetworkRule(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Access => Text();

        public Value<string> Direction => Text();

        public Value<string> Name => Text();

        public Value<string> SourceAddressPrefix => Text();

        public Value<string> DestinationPortRange => Scalar();

        public Value<ImmutableArray<string>> DestinationPortRanges => Texts();

        public Value<string> DestinationAddressPrefix => Text();
    }
}
