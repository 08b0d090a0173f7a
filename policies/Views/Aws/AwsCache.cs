using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A cache of ElastiCache.</summary>
public sealed class AwsCache(GraphResource resource) : ResourceView(resource), IResourceView<AwsCache>
{
    public static string Type => "aws:elasticache/replicationGroup:ReplicationGroup";

    public static AwsCache Of(GraphResource resource) => new(resource);

    public Value<bool> AtRestEncryptionEnabled => Flag();

    public Value<bool> TransitEncryptionEnabled => Flag();
}
