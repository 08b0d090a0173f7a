using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Aws.Ecs;
using Pulumi.Aws.Ecs.Inputs;
using Slipway.Infra.Monitoring;
using Ec2 = Pulumi.Aws.Ec2;

namespace Slipway.Infra.Components.Aws;

public sealed class PrometheusArgs : ResourceArgs
{
    public required AwsSettings Settings { get; init; }

    public required Network Network { get; init; }

    public required Cluster Cluster { get; init; }

    public required Secrets Secrets { get; init; }

    public required Observed Observed { get; init; }

    /// <summary>What it reads figures from, and the group and port that must let it.</summary>
    public required ImmutableArray<(ScrapeTarget Target, string Name, Ec2.SecurityGroup Group, int Port)> Targets { get; init; }
}

/// <summary>
/// Prometheus and Alertmanager in one task, found inside the network alone. Figures lie on the disk of the task: its
/// database cannot be kept on a network file system, so a replaced task begins anew, and CloudWatch has what must last.
/// </summary>
public sealed class Prometheus : ComponentResource
{
    public const int Port = 9090;
    public const int AlertmanagerPort = 9093;

    private const string Folder = "/etc/slipway";
    private const string Data = "/data";
    private const string WebhookKey = "url";
    private const string WebhookFile = $"{Folder}/slack-webhook";

    public Prometheus(string name, PrometheusArgs args, ComponentResourceOptions? options = null)
        : base("slipway:aws:Prometheus", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };
        var settings = args.Settings;
        var group = args.Network.TaskGroup(name, "Prometheus and Alertmanager");
        foreach (var target in args.Targets.DistinctBy(target => (target.Name, target.Port)))
            args.Network.Allow(name, group, target.Name, target.Group, target.Port);

        var log = args.Cluster.Log(name, this);
        var identity = new Identity(name, settings, new ComponentResourceOptions { Parent = this });
        identity.AllowStart(Cluster.MayLog(log));
        var webhook = settings.Monitoring.SlackWebhook is { } address
            ? args.Secrets.Store($"{name}-webhook", "Where alerts are told", new Dictionary<string, Output<string>> { [WebhookKey] = address })
            : null;
        foreach (var statement in webhook?.Readable ?? [])
            identity.AllowStart(statement);
        identity.Seal();

        var task = new TaskDefinition(name, new TaskDefinitionArgs
        {
            Family = ShortName.Of($"{settings.Labels.Project}-{settings.Stack}-{name}", 200),
            RequiresCompatibilities = { "FARGATE" },
            NetworkMode = "awsvpc",
            Cpu = "512",
            Memory = "2048",
            EphemeralStorage = new TaskDefinitionEphemeralStorageArgs { SizeInGib = 50 },
            RuntimePlatform = new TaskDefinitionRuntimePlatformArgs { CpuArchitecture = settings.Architecture, OperatingSystemFamily = "LINUX" },
            TaskRoleArn = identity.Task.Arn,
            ExecutionRoleArn = identity.Execution.Arn,
            Volumes = { new TaskDefinitionVolumeArgs { Name = "configuration" }, new TaskDefinitionVolumeArgs { Name = "data" } },
            ContainerDefinitions = ContainerDefinition.Document(Containers(args, webhook, log.Name)),
        }, child);
        Service = new Service(name, new ServiceArgs
        {
            Cluster = args.Cluster.Ecs.Arn,
            TaskDefinition = task.Arn,
            LaunchType = "FARGATE",
            PlatformVersion = "1.4.0",
            DesiredCount = 1,
            DeploymentMinimumHealthyPercent = 100,
            DeploymentMaximumPercent = 200,
            DeploymentCircuitBreaker = new ServiceDeploymentCircuitBreakerArgs { Enable = true, Rollback = true },
            EnableEcsManagedTags = true,
            PropagateTags = "SERVICE",
            WaitForSteadyState = true,
            NetworkConfiguration = new ServiceNetworkConfigurationArgs
            {
                Subnets = args.Network.PrivateSubnets.ToArray(),
                SecurityGroups = { group.Id },
                AssignPublicIp = false,
            },
            ServiceRegistries = new ServiceServiceRegistriesArgs { RegistryArn = args.Cluster.Entry(name, this).Arn },
        }, new CustomResourceOptions { Parent = this, DependsOn = identity.Ready.ToArray() });
        RegisterOutputs();
    }

    public Service Service { get; }

    private static IEnumerable<ContainerDefinition> Containers(PrometheusArgs args, StoredSecret? webhook, Output<string> log)
    {
        var settings = args.Settings;
        var configuration = new PrometheusConfiguration
        {
            Targets = [.. args.Targets.Select(target => target.Target)],
            RulesFile = $"{Folder}/rules.yml",
            Alertmanager = $"127.0.0.1:{AlertmanagerPort}",
            Stack = settings.Stack,
        }.ToString();
        var ready = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("configuration", "SUCCESS");
        ContainerDefinition Container(string name, string image, params string[] command) => new()
        {
            Name = name,
            Image = Output.Create(image),
            Command = command,
            User = settings.ContainerUser,
            After = ready,
            Mounts = [new("configuration", Folder, ReadOnly: true), new("data", Data, ReadOnly: false)],
            StopSeconds = settings.StopSeconds,
            LogGroup = log,
            Region = settings.Region,
        };

        var user = settings.ContainerUser;
        yield return Container("configuration", settings.Tools.Shell,
            $"""
            set -eu
            printf '%s' "$PROMETHEUS" > {Folder}/prometheus.yml
            printf '%s' "$RULES" > {Folder}/rules.yml
            printf '%s' "$ALERTMANAGER" > {Folder}/alertmanager.yml
            umask 077
            printf '%s' "$WEBHOOK" > {WebhookFile}
            chown {user}:{user} {WebhookFile}
            mkdir -p {Data}/prometheus {Data}/alertmanager
            chown {user}:{user} {Data}/prometheus {Data}/alertmanager
            """) with
        {
            EntryPoint = ["/bin/sh", "-c"],
            IsEssential = false,
            // New volumes belong to root; the folders must end up with whom they are for.
            User = 0,
            Drops = WorkloadTask.AllButChown,
            After = ready.Clear(),
            Mounts = [new("configuration", Folder, ReadOnly: false), new("data", Data, ReadOnly: false)],
            Environment = ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal)
                .Add("PROMETHEUS", Output.Create(Compact(configuration)))
                .Add("RULES", Output.Create(Compact(new RuleFile(args.Observed).ToString())))
                .Add("ALERTMANAGER", Output.Create(Compact(new AlertmanagerConfiguration(args.Observed, webhook is null ? null : WebhookFile).ToString())))
                .AddRange(webhook is null ? [KeyValuePair.Create("WEBHOOK", Output.Create(""))] : []),
            Secrets = webhook is null
                ? ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal)
                : ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal).Add("WEBHOOK", webhook.Reference(WebhookKey)),
        };
        yield return Container("prometheus", settings.Tools.Prometheus,
            $"--config.file={Folder}/prometheus.yml", $"--storage.tsdb.path={Data}/prometheus", "--storage.tsdb.retention.time=15d", "--storage.tsdb.retention.size=40GB",
            $"--web.listen-address=:{Port}") with
        {
            Ports = [(Port, "tcp")],
            HealthCheck = ["wget", "-q", "-T", "4", "-O", "/dev/null", $"http://127.0.0.1:{Port}/-/ready"],
        };
        yield return Container("alertmanager", settings.Tools.Alertmanager,
            $"--config.file={Folder}/alertmanager.yml", $"--storage.path={Data}/alertmanager", "--cluster.listen-address=",
            $"--web.listen-address=:{AlertmanagerPort}") with
        { Ports = [(AlertmanagerPort, "tcp")] };
    }

    // A task definition holds 64 KiB with everything in it.
    private static string Compact(string json) => JToken.Parse(json).ToString(Formatting.None);
}
