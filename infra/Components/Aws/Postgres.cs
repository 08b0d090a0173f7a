using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ecs;
using Pulumi.Aws.Ecs.Inputs;
using Pulumi.Aws.Rds;
using Pulumi.Aws.Rds.Inputs;
using Pulumi.Random;
using CloudWatch = Pulumi.Aws.CloudWatch;
using Ec2 = Pulumi.Aws.Ec2;
using Iam = Pulumi.Aws.Iam;

namespace Slipway.Infra.Components.Aws;

public sealed class PostgresArgs : ResourceArgs
{
    public required AwsSettings Settings { get; init; }

    public required Network Network { get; init; }

    public required Keys Keys { get; init; }

    public required Secrets Secrets { get; init; }

    public required Cluster Cluster { get; init; }
}

/// <summary>
/// The database server of the environment, out of reach of the internet. RDS keeps the administrator's password and renews
/// it every week; nobody else ever sees it. Databases and roles are made by a task that runs inside the network.
/// </summary>
public sealed class Postgres : ComponentResource
{
    public const int Port = 5432;

    private readonly PostgresArgs _args;
    private readonly Lazy<(Ec2.SecurityGroup Group, CloudWatch.LogGroup Log)> _administration;

    public Postgres(string name, PostgresArgs args, ComponentResourceOptions? options = null)
        : base("slipway:aws:Postgres", name, options)
    {
        _args = args;
        var settings = args.Settings;
        Group = args.Network.Group(name, "PostgreSQL");
        var major = settings.DatabaseVersion.Split('.')[0];
        var subnets = new SubnetGroup(name, new SubnetGroupArgs { SubnetIds = args.Network.DataSubnets.ToArray(), Description = "Data subnets" }, Child);
        var parameters = new ParameterGroup($"{name}{major}", new ParameterGroupArgs
        {
            Family = $"postgres{major}",
            Description = "TLS only",
            Parameters =
            {
                new ParameterGroupParameterArgs { Name = "rds.force_ssl", Value = "1" },
                new ParameterGroupParameterArgs { Name = "ssl_min_protocol_version", Value = "TLSv1.2" },
                new ParameterGroupParameterArgs { Name = "password_encryption", Value = "scram-sha-256" },
                new ParameterGroupParameterArgs { Name = "log_min_duration_statement", Value = "1000" },
                new ParameterGroupParameterArgs { Name = "log_connections", Value = "1" },
                new ParameterGroupParameterArgs { Name = "idle_in_transaction_session_timeout", Value = "600000" },
                new ParameterGroupParameterArgs { Name = "shared_preload_libraries", Value = "pg_stat_statements", ApplyMethod = "pending-reboot" },
            },
        }, Child);
        var watcher = new Iam.Role($"{name}-watcher", new Iam.RoleArgs { AssumeRolePolicy = Identity.TrustOf("monitoring.rds.amazonaws.com", settings) }, Child);
        var watching = new Iam.RolePolicyAttachment($"{name}-watcher", new Iam.RolePolicyAttachmentArgs
        {
            Role = watcher.Name,
            PolicyArn = $"arn:{settings.Partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        }, Child);

        // RDS would make its logs itself, kept for ever and with no key of ours.
        var identifier = ShortName.Of($"{settings.Labels.Project}-{settings.Stack}", 60);
        string[] exports = ["postgresql", "upgrade"];
        var logs = exports.Select(log => new CloudWatch.LogGroup($"{name}-{log}", new CloudWatch.LogGroupArgs
        {
            Name = $"/aws/rds/instance/{identifier}/{log}",
            RetentionInDays = settings.LogDays,
            KmsKeyId = args.Keys.Logs.Arn,
        }, Child)).ToArray();

        Server = new Instance(name, new InstanceArgs
        {
            Identifier = identifier,
            Engine = "postgres",
            EngineVersion = settings.DatabaseVersion,
            InstanceClass = settings.DatabaseClass,
            AllocatedStorage = settings.DatabaseStorage,
            MaxAllocatedStorage = settings.DatabaseStorage * 5,
            StorageType = "gp3",
            StorageEncrypted = true,
            KmsKeyId = args.Keys.Data.Arn,
            Port = Port,
            PubliclyAccessible = false,
            DbSubnetGroupName = subnets.Name,
            VpcSecurityGroupIds = { Group.Id },
            ParameterGroupName = parameters.Name,
            CaCertIdentifier = "rds-ca-rsa2048-g1",
            Username = "administrator",
            ManageMasterUserPassword = true,
            MasterUserSecretKmsKeyId = args.Keys.Secrets.Arn,
            MultiAz = settings.HighAvailability,
            BackupRetentionPeriod = settings.BackupDays,
            BackupWindow = "02:00-03:00",
            MaintenanceWindow = "sun:03:30-sun:04:30",
            AutoMinorVersionUpgrade = true,
            AllowMajorVersionUpgrade = false,
            CopyTagsToSnapshot = true,
            DeleteAutomatedBackups = false,
            DeletionProtection = settings.DeletionProtection,
            SkipFinalSnapshot = !settings.DeletionProtection,
            FinalSnapshotIdentifier = $"{identifier}-final",
            EnabledCloudwatchLogsExports = exports,
            PerformanceInsightsEnabled = true,
            PerformanceInsightsKmsKeyId = args.Keys.Data.Arn,
            PerformanceInsightsRetentionPeriod = 7,
            MonitoringInterval = 60,
            MonitoringRoleArn = watcher.Arn,
        }, new CustomResourceOptions { Parent = this, DependsOn = (Resource[])[watching, .. logs] });

        _administration = new(Administration);
        RegisterOutputs();
    }

    public Instance Server { get; }

    /// <summary>Who may connect is decided by who is let into this group.</summary>
    public Ec2.SecurityGroup Group { get; }

    private CustomResourceOptions Child => new() { Parent = this };

    /// <summary>A database, the role that owns it, and a role to log in as. Outputs are those of the Score type <c>postgres</c>.</summary>
    public Provided Database(string name)
    {
        var settings = _args.Settings;
        var database = ShortName.Of(name, 60).Replace('-', '_');
        // Two login roles take turns: a rotation leaves the one that running instances use as it is.
        var login = $"{database}_{(settings.PasswordGeneration % 2 == 1 ? "a" : "b")}";
        var password = new RandomPassword($"{name}-password", new RandomPasswordArgs
        {
            Length = 40,
            Special = false,
            Keepers = { ["generation"] = settings.PasswordGeneration.ToString() },
        }, Child);
        var secret = _args.Secrets.Store(name, $"Role {login} of database {database}", new Dictionary<string, Output<string>>
        {
            ["username"] = Output.Create(login),
            ["password"] = password.Result,
        });

        var (group, log) = _administration.Value;
        var identity = new Identity(name, settings, new ComponentResourceOptions { Parent = this });
        foreach (var statement in secret.Readable.AddRange(_args.Secrets.Readable(Administrator)).Add(Cluster.MayLog(log)))
            identity.AllowStart(statement);
        identity.Seal();
        var task = new TaskDefinition(name, new TaskDefinitionArgs
        {
            Family = ShortName.Of($"{settings.Labels.Project}-{settings.Stack}-{name}", 200),
            RequiresCompatibilities = { "FARGATE" },
            NetworkMode = "awsvpc",
            Cpu = "256",
            Memory = "512",
            RuntimePlatform = new TaskDefinitionRuntimePlatformArgs { CpuArchitecture = settings.Architecture, OperatingSystemFamily = "LINUX" },
            TaskRoleArn = identity.Task.Arn,
            ExecutionRoleArn = identity.Execution.Arn,
            ContainerDefinitions = ContainerDefinition.Document([new ContainerDefinition
            {
                Name = "psql",
                Image = Output.Create(settings.Tools.Database),
                EntryPoint = ["/bin/sh", "-c"],
                Command = [Scripts.Read("database.sh")],
                User = settings.ContainerUser,
                Environment = ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal)
                    .Add("PGHOST", Server.Address)
                    .Add("PGPORT", Output.Create(Port.ToString()))
                    .Add("PGDATABASE", Output.Create("postgres"))
                    .Add("PGSSLMODE", Output.Create("require"))
                    .Add("OWNER", Output.Create(database))
                    .Add("LOGIN", Output.Create(login)),
                Secrets = ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal)
                    .Add("PGUSER", Output.Format($"{Administrator}:username::"))
                    .Add("PGPASSWORD", Output.Format($"{Administrator}:password::"))
                    .Add("LOGIN_PASSWORD", secret.Reference("password")),
                StopSeconds = settings.StopSeconds,
                LogGroup = log.Name,
                Region = settings.Region,
            }]),
        }, Child);
        var made = _args.Cluster.Once(name, task, identity, group, this, [Server]);

        return new Provided(made, new Dictionary<string, Output<string>>
        {
            ["host"] = Server.Address,
            ["port"] = Output.Create(Port.ToString()),
            ["name"] = Output.Create(database),
            ["database"] = Output.Create(database),
            ["username"] = Output.Create(login),
            ["password"] = password.Result,
        });
    }

    private Output<string> Administrator => Server.MasterUserSecrets.Apply(secrets => secrets[0].SecretArn!);

    private (Ec2.SecurityGroup Group, CloudWatch.LogGroup Log) Administration()
    {
        var group = _args.Network.TaskGroup("database-administration", "Tasks that make databases");
        _args.Network.Allow("database-administration", group, "postgres", Group, Port);
        return (group, _args.Cluster.Log("database-administration", this));
    }
}
