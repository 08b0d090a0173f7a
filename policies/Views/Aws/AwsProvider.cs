using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>The region and account that resources of AWS are made in.</summary>
public sealed class AwsProvider(GraphResource resource) : ResourceView(resource), IResourceView<AwsProvider>
{
    public static string Type => "pulumi:providers:aws";

    public static AwsProvider Of(GraphResource resource) => new(resource);

    public Value<string> Region => Text();
}
