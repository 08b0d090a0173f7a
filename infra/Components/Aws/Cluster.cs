using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Aws.Ecs;
using Pulumi.Aws.Ecs.Inputs;
using CloudWatch = Pulumi.Aws.CloudWatch;
using Ec2 = Pulumi.Aws.Ec2;
using Iam = Pulumi.Aws.Iam;
using Lambda = Pulumi.Aws.Lambda;
using Route53 = Pulumi.Aws.Route53;
using ServiceDiscovery = Pulumi.Aws.ServiceDiscovery;

namespace Slipway.Infra.Components.Aws;

/// <summary>Where tasks run, the names they find each other by, and the function that runs tasks once.</summary>
public sealed class Cluster : ComponentResource
{
    // Lambda's own limit for one call.
    private const int OnceMinutes = 15;

    private readonly AwsSettings _settings;
    private readonly Network _network;
    private readonly Keys _keys;
    private readonly ServiceDiscovery.PrivateDnsNamespace _instances;
    private readonly Lazy<Route53.Zone> _names;
    private readonly Lazy<(Lambda.Function Function, Iam.Role Role)> _runner;

    public Cluster(string name, AwsSettings settings, Network network, Keys keys, ComponentResourceOptions? options = null)
        : base("slipway:aws:Cluster", name, options)
    {
        _settings = settings;
        _network = network;
        _keys = keys;
        Ecs = new Pulumi.Aws.Ecs.Cluster(name, new ClusterArgs
        {
            Settings = { new ClusterSettingArgs { Name = "containerInsights", Value = "enabled" } },
        }, Child);
        _instances = new ServiceDiscovery.PrivateDnsNamespace(name, new ServiceDiscovery.PrivateDnsNamespaceArgs
        {
            Name = $"instances.{settings.Stack}.internal",
            Description = "Every instance of every workload",
            Vpc = network.Vpc.Id,
        }, Child);
        _names = new(() => new Route53.Zone($"{name}-names", new Route53.ZoneArgs
        {
            Name = $"{settings.Stack}.internal",
            Comment = "The live slot of every workload that has two",
            Vpcs = { new Route53.Inputs.ZoneVpcArgs { VpcId = network.Vpc.Id } },
        }, Child));
        _runner = new(Runner);
        RegisterOutputs();
    }

    public Pulumi.Aws.Ecs.Cluster Ecs { get; }

    private CustomResourceOptions Child => new() { Parent = this };

    /// <summary>The name under which every instance of a service, or of one of its slots, is found.</summary>
    public string InstancesOf(string service) => $"{service}.instances.{_settings.Stack}.internal";

    /// <summary>The name under which the live slot of a workload is found.</summary>
    public string LiveSlotOf(string workload) => $"{workload}.{_settings.Stack}.internal";

    /// <summary>A log for a service.</summary>
    public CloudWatch.LogGroup Log(string name, Resource parent) => new(name, new CloudWatch.LogGroupArgs
    {
        RetentionInDays = _settings.LogDays,
        KmsKeyId = _keys.Logs.Arn,
    }, new CustomResourceOptions { Parent = parent });

    /// <summary>What writing a log takes.</summary>
    public static PolicyStatement MayLog(CloudWatch.LogGroup log) => new()
    {
        Sid = "WriteLog",
        Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resources = [Output.Format($"{log.Arn}:*")],
    };

    /// <summary>An entry for the instances of a service; ECS keeps it.</summary>
    public ServiceDiscovery.Service Entry(string service, Resource parent) => new(service, new ServiceDiscovery.ServiceArgs
    {
        Name = service,
        DnsConfig = new ServiceDiscovery.Inputs.ServiceDnsConfigArgs
        {
            NamespaceId = _instances.Id,
            RoutingPolicy = "MULTIVALUE",
            DnsRecords = { new ServiceDiscovery.Inputs.ServiceDnsConfigDnsRecordArgs { Type = "A", Ttl = 10 } },
        },
        // Without it, instances that ECS finds unhealthy would stay in the answers.
        HealthCheckCustomConfig = new ServiceDiscovery.Inputs.ServiceHealthCheckCustomConfigArgs(),
        ForceDestroy = true,
    }, new CustomResourceOptions { Parent = parent });

    /// <summary>Makes the name of a workload's live slot; it leads where the routes do.</summary>
    public void NameLiveSlot(string workload)
    {
        foreach (var slot in Routes.Slots)
        {
            _ = new Route53.Record($"{workload}-{slot}", new Route53.RecordArgs
            {
                ZoneId = _names.Value.ZoneId,
                Name = LiveSlotOf(workload),
                Type = "CNAME",
                Ttl = 10,
                Records = { InstancesOf($"{workload}-{slot}") },
                SetIdentifier = slot,
                WeightedRoutingPolicies = { new Route53.Inputs.RecordWeightedRoutingPolicyArgs { Weight = _settings.Slots.ShareOf(workload, slot) } },
            }, new CustomResourceOptions
            {
                Parent = this,
                IgnoreChanges = _settings.Slots.IsGoverned(workload) ? [] : ["weightedRoutingPolicies"],
            });
        }
    }

    /// <summary>A task that runs once when its definition changes; the update waits for its end and fails with it.</summary>
    public Resource Once(string name, TaskDefinition task, Identity identity, Ec2.SecurityGroup group, Resource parent, IEnumerable<Resource> after)
    {
        var (function, role) = _runner.Value;
        var policy = new Iam.RolePolicy($"{name}-run", new Iam.RolePolicyArgs
        {
            Role = role.Id,
            Policy = PolicyStatement.Document(new PolicyStatement
            {
                Sid = "RunTask",
                Actions = ["ecs:RunTask"],
                Resources = [Output.Format($"{task.ArnWithoutRevision}:*")],
                Conditions = [new("ArnEquals", "ecs:cluster", Ecs.Arn)],
            }, new PolicyStatement
            {
                Sid = "AsItself",
                Actions = ["iam:PassRole"],
                Resources = [identity.Task.Arn, identity.Execution.Arn],
                Conditions = [new("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com")],
            }),
        }, new CustomResourceOptions { Parent = parent });
        return new Lambda.Invocation(name, new Lambda.InvocationArgs
        {
            FunctionName = function.Name,
            Input = Output.All(_network.PrivateSubnets.Prepend(Ecs.Arn).Prepend(group.Id).Prepend(task.Arn)).Apply(values => new JObject
            {
                ["taskDefinition"] = values[0],
                ["securityGroups"] = new JArray(values[1]),
                ["cluster"] = values[2],
                ["subnets"] = new JArray(values.Skip(3)),
                ["minutes"] = OnceMinutes,
            }.ToString(Formatting.None)),
            Triggers = { ["taskDefinition"] = task.Arn },
        }, new CustomResourceOptions { Parent = parent, DependsOn = (Resource[])[policy, .. identity.Ready, .. after] });
    }

    private (Lambda.Function Function, Iam.Role Role) Runner()
    {
        var log = Log("run-task", this);
        var tasks = Ecs.Name.Apply(cluster => _settings.Arn("ecs", $"task/{cluster}/*"));
        var role = new Iam.Role("run-task", new Iam.RoleArgs { AssumeRolePolicy = Identity.TrustOfFunctions() }, Child);
        var policy = new Iam.RolePolicy("run-task", new Iam.RolePolicyArgs
        {
            Role = role.Id,
            Policy = PolicyStatement.Document(MayLog(log), new PolicyStatement
            {
                Sid = "Watch",
                Actions = ["ecs:DescribeTasks"],
                Resources = [tasks],
            }, new PolicyStatement
            {
                // A task takes on the tags of its definition, which ECS checks as a right of its own.
                Sid = "TagNewTasks",
                Actions = ["ecs:TagResource"],
                Resources = [tasks],
                Conditions = [new("StringEquals", "ecs:CreateAction", "RunTask")],
            }),
        }, Child);
        var function = new Lambda.Function("run-task", new Lambda.FunctionArgs
        {
            Description = "Runs a task once inside the network and waits for its end",
            Role = role.Arn,
            Runtime = "python3.13",
            Handler = "index.handler",
            Timeout = OnceMinutes * 60,
            MemorySize = 128,
            Code = new AssetArchive(new Dictionary<string, AssetOrArchive> { ["index.py"] = new StringAsset(Scripts.Read("run_task.py")) }),
            LoggingConfig = new Lambda.Inputs.FunctionLoggingConfigArgs { LogFormat = "JSON", LogGroup = log.Name },
        }, new CustomResourceOptions { Parent = this, DependsOn = { policy } });
        return (function, role);
    }
}
