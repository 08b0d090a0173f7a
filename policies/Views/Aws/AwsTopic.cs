using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A topic of SNS.</summary>
public sealed class AwsTopic(GraphResource resource) : ResourceView(resource), IResourceView<AwsTopic>
{
    public static string Type => "aws:sns/topic:Topic";

    public static AwsTopic Of(GraphResource resource) => new(resource);

    public Value<bool> KmsMasterKeyId => Presence();
}
