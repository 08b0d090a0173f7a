using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A key of KMS.</summary>
public sealed class AwsKey(GraphResource resource) : ResourceView(resource), IResourceView<AwsKey>
{
    public static string Type => "aws:kms/key:Key";

    public static AwsKey Of(GraphResource resource) => new(resource);

    public Value<bool> EnableKeyRotation => Flag();

    public Value<ImmutableArray<AwsPolicyStatement>> Policy => JsonBlocks((properties, path) => new AwsPolicyStatement(properties, path), "Statement");
}
