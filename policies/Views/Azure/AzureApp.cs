using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>A container app.</summary>
public sealed class AzureApp(GraphResource resource) : ResourceView(resource), IResourceView<AzureApp>
{
    public static string Type => "azure:containerapp/app:App";

    public static AzureApp Of(GraphResource resource) => new(resource);

    public Value<AppIngress> Ingress => Block((properties, path) => new AppIngress(properties, path));

    public Value<ImmutableArray<AppSecret>> Secrets => Blocks((properties, path) => new AppSecret(properties, path));

    public Value<AzureAppTemplate> Template => Block((properties, path) => new AzureAppTemplate(properties, path));

    public Value<string> RevisionMode => Text();

    public sealed class AppIngress(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<bool> AllowInsecureConnections => Flag();

        public Value<bool> ExternalEnabled => Flag();
    }

    public sealed class AppSecret(GraphValue.Map properties, string path) : View(properties, path)
    {
        public Value<string> Name => Text();

        public Value<bool> KeyVaultSecretId => Presence();
    }
}
