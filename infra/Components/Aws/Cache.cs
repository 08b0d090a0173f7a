using Pulumi;
using Pulumi.Aws.ElastiCache;
using Pulumi.Aws.ElastiCache.Inputs;
using Pulumi.Random;
using CloudWatch = Pulumi.Aws.CloudWatch;
using Ec2 = Pulumi.Aws.Ec2;

namespace Slipway.Infra.Components.Aws;

/// <summary>A Redis of its own for every <c>redis</c> resource: private, encrypted, reached over TLS with a password.</summary>
public sealed class Cache : ComponentResource
{
    public const int Port = 6379;

    public Cache(string name, AwsSettings settings, Network network, Keys keys, ComponentResourceOptions? options = null)
        : base("slipway:aws:Cache", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };
        Group = network.Group(name, "Redis");
        var subnets = new SubnetGroup(name, new SubnetGroupArgs { Name = ShortName.Of($"{settings.Stack}-{name}", 200), SubnetIds = network.DataSubnets.ToArray(), Description = "Data subnets" }, child);
        var password = new RandomPassword($"{name}-password", new RandomPasswordArgs
        {
            Length = 64,
            Special = false,
            Keepers = { ["generation"] = settings.PasswordGeneration.ToString() },
        }, child);
        var log = new CloudWatch.LogGroup(name, new CloudWatch.LogGroupArgs { RetentionInDays = settings.LogDays, KmsKeyId = keys.Logs.Arn }, child);
        Replication = new ReplicationGroup(name, new ReplicationGroupArgs
        {
            ReplicationGroupId = ShortName.Of($"{settings.Stack}-{name}", 40),
            Description = $"{settings.Labels.Project} {settings.Stack}: {name}",
            Engine = "redis",
            EngineVersion = "7.1",
            NodeType = settings.CacheClass,
            Port = Port,
            NumCacheClusters = settings.HighAvailability ? 2 : 1,
            AutomaticFailoverEnabled = settings.HighAvailability,
            MultiAzEnabled = settings.HighAvailability,
            SubnetGroupName = subnets.Name,
            SecurityGroupIds = { Group.Id },
            AtRestEncryptionEnabled = true,
            KmsKeyId = keys.Data.Arn,
            TransitEncryptionEnabled = true,
            TransitEncryptionMode = "required",
            AuthToken = password.Result,
            // The password before stays valid until the next rotation: running instances go on connecting.
            AuthTokenUpdateStrategy = "ROTATE",
            AutoMinorVersionUpgrade = true,
            SnapshotRetentionLimit = Math.Min(settings.BackupDays, 35),
            SnapshotWindow = "02:00-03:00",
            MaintenanceWindow = "sun:03:30-sun:04:30",
            FinalSnapshotIdentifier = ShortName.Of($"{settings.Stack}-{name}-final", 200),
            LogDeliveryConfigurations =
            {
                new ReplicationGroupLogDeliveryConfigurationArgs { LogType = "slow-log", LogFormat = "json", DestinationType = "cloudwatch-logs", Destination = log.Name },
            },
        }, child);
        Provided = new Provided(Replication, new Dictionary<string, Output<string>>
        {
            ["host"] = Replication.PrimaryEndpointAddress,
            ["port"] = Output.Create(Port.ToString()),
            ["username"] = Output.Create("default"),
            ["password"] = password.Result,
        });
        RegisterOutputs();
    }

    public ReplicationGroup Replication { get; }

    /// <summary>Who may connect is decided by who is let into this group.</summary>
    public Ec2.SecurityGroup Group { get; }

    /// <summary>Outputs of the Score type <c>redis</c>.</summary>
    public Provided Provided { get; }
}
