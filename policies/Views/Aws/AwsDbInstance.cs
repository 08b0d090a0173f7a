using Slipway.Policies.Graph;

namespace Slipway.Policies.Views.Aws;

/// <summary>A database server of RDS.</summary>
public sealed class AwsDbInstance(GraphResource resource) : ResourceView(resource), IResourceView<AwsDbInstance>
{
    public static string Type => "aws:rds/instance:Instance";

    public static AwsDbInstance Of(GraphResource resource) => new(resource);

    public Value<double> AllocatedStorage => Number();

    public Value<double> BackupRetentionPeriod => Number();

    public Value<string> DbSubnetGroupName => Text();

    public Value<bool> DeletionProtection => Flag();

    public Value<string> Engine => Text();

    public Value<string> InstanceClass => Text();

    public Value<bool> ManageMasterUserPassword => Flag();

    public Value<bool> MultiAz => Flag();

    public Value<bool> PubliclyAccessible => Flag();

    public Value<bool> SkipFinalSnapshot => Flag();

    public Value<bool> StorageEncrypted => Flag();

    public Value<string> StorageType => Text();
}
