using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Azure;

/// <summary>One setting of a PostgreSQL server.</summary>
public sealed class AzurePostgresSetting(GraphResource resource) : ResourceView(resource), IResourceView<AzurePostgresSetting>
{
    public static string Type => "azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration";

    public static AzurePostgresSetting Of(GraphResource resource) => new(resource);

    public Value<string> Name => Text();

    public Value<string> Value => Text();
}
