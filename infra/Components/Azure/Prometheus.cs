using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Workloads;
using Apps = Pulumi.Azure.ContainerApp;
using AppsInputs = Pulumi.Azure.ContainerApp.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class PrometheusArgs : ResourceArgs
{
    public required Observed Observed { get; init; }

    public required string PrometheusImage { get; init; }

    public required string AlertmanagerImage { get; init; }

    /// <summary>Where the address of the Slack-compatible webhook is kept; null where alerts are kept for reading.</summary>
    public required StoredSecret? SlackWebhook { get; init; }

    public required AppEnvironment Environment { get; init; }
}

/// <summary>
/// Prometheus and Alertmanager in one app that only others in the environment reach. The ingress of Container Apps picks a
/// replica by itself and there is no way to a particular one, so nothing is read from here: beside every replica, of every
/// revision, stands an agent (<see cref="Agent"/>) that sends its figures. They lie on the disk of the replica and begin
/// anew with it; what must last is Azure Monitor's.
/// </summary>
public sealed class Prometheus : ComponentResource
{
    /// <summary>The name of the app, which no workload may have.</summary>
    public static readonly string AppName = AzureNames.App("prometheus");

    private const int Port = 9090;
    private const int AlertmanagerPort = 9093;
    private const string Data = "/data";
    private const string Configuration = "/configuration";
    private const string WebhookFile = "/run/secrets/slack-webhook";

    public Prometheus(string name, Foundation foundation, PrometheusArgs args)
        : base("slipway:azure:Prometheus", name, foundation.Part)
    {
        var identity = new Identity(name, foundation, this);
        if (args.SlackWebhook is { } granted)
            identity.Grant("reads-webhook", granted.Scope, "Key Vault Secrets User");
        var app = new Apps.AppArgs
        {
            Name = AppName,
            ResourceGroupName = foundation.GroupName,
            ContainerAppEnvironmentId = args.Environment.Id,
            WorkloadProfileName = AppEnvironment.Profile,
            // Two at once would each have half of the figures.
            RevisionMode = "Single",
            Identity = new AppsInputs.AppIdentityArgs { Type = "UserAssigned", IdentityIds = { identity.Id } },
            Ingress = new AppsInputs.AppIngressArgs
            {
                ExternalEnabled = false,
                // Called by its name inside the environment, which has no certificate.
                AllowInsecureConnections = true,
                TargetPort = Port,
                Transport = "http",
                TrafficWeights = { new AppsInputs.AppIngressTrafficWeightArgs { LatestRevision = true, Percentage = 100 } },
            },
            Template = Template(args),
            Tags = foundation.Tags,
        };
        if (args.SlackWebhook is { } webhook)
            app.Secrets.Add(new AppsInputs.AppSecretArgs { Name = webhook.Name, KeyVaultSecretId = webhook.Reference, Identity = identity.Id });
        var options = new CustomResourceOptions { Parent = this };
        options.DependsOn.AddRange([.. identity.Grants]);
        App = new Apps.App(name, app, options);
        RegisterOutputs();
    }

    public Apps.App App { get; }

    /// <summary>The container that stands beside those of a workload and sends their figures.</summary>
    public static ContainerPlan Agent(Workload workload, string image) => new()
    {
        Name = "prometheus-agent",
        Image = image,
        Command = ["/bin/sh", "-c"],
        Arguments =
        [
            // Only the running container knows which replica and revision it is.
            """
            printf '%s' "$AGENT" | sed -e "s/@replica@/$CONTAINER_APP_REPLICA_NAME/" -e "s/@revision@/$CONTAINER_APP_REVISION/" > /tmp/agent.yml
            exec prometheus --agent --config.file=/tmp/agent.yml --storage.agent.path=/tmp/agent --web.listen-address=127.0.0.1:9095
            """,
        ],
        Size = new ContainerSize(1),
        Variables =
        [
            new VariablePlan("AGENT", new AgentConfiguration(
                workload.Name, $"127.0.0.1:{workload.Metrics!.Port.TargetPort}", workload.Metrics.Path, "@replica@", "@revision@", $"http://{AppName}/api/v1/write").ToString(), null),
        ],
        Mounts = [],
        Liveness = null,
        Readiness = null,
    };

    private static AppsInputs.AppTemplateArgs Template(PrometheusArgs args)
    {
        var configuration = new PrometheusConfiguration
        {
            Targets = [new ScrapeTarget("prometheus", [$"127.0.0.1:{Port}"]), new ScrapeTarget("alertmanager", [$"127.0.0.1:{AlertmanagerPort}"])],
            RulesFile = $"{Configuration}/rules.yml",
            Alertmanager = $"127.0.0.1:{AlertmanagerPort}",
            Stack = args.Observed.Stack,
        };
        var template = new AppsInputs.AppTemplateArgs
        {
            MinReplicas = 1,
            MaxReplicas = 1,
            TerminationGracePeriodSeconds = 60,
            InitContainers =
            {
                new AppsInputs.AppTemplateInitContainerArgs
                {
                    Name = "configuration",
                    Image = args.PrometheusImage,
                    Cpu = 0.25,
                    Memory = "0.5Gi",
                    Commands = { "/bin/sh", "-c" },
                    Args =
                    {
                        $"""
                        printf '%s' "$PROMETHEUS" > {Configuration}/prometheus.yml
                        printf '%s' "$RULES" > {Configuration}/rules.yml
                        printf '%s' "$ALERTMANAGER" > {Configuration}/alertmanager.yml
                        """,
                    },
                    Envs =
                    {
                        Text("PROMETHEUS", configuration.ToString()),
                        Text("RULES", new RuleFile(args.Observed).ToString()),
                        Text("ALERTMANAGER", new AlertmanagerConfiguration(args.Observed, args.SlackWebhook is null ? null : WebhookFile).ToString()),
                    },
                    VolumeMounts = { new AppsInputs.AppTemplateInitContainerVolumeMountArgs { Name = "configuration", Path = Configuration } },
                },
            },
            Containers =
            {
                new AppsInputs.AppTemplateContainerArgs
                {
                    Name = "prometheus",
                    Image = args.PrometheusImage,
                    Cpu = 0.75,
                    Memory = "1.5Gi",
                    Args =
                    {
                        $"--config.file={Configuration}/prometheus.yml", $"--storage.tsdb.path={Data}/prometheus", "--storage.tsdb.retention.time=15d",
                        // What a replica of this size has as disk is 4 GiB.
                        "--storage.tsdb.retention.size=3GB", "--web.enable-remote-write-receiver", $"--web.listen-address=:{Port}",
                    },
                    VolumeMounts =
                    {
                        new AppsInputs.AppTemplateContainerVolumeMountArgs { Name = "configuration", Path = Configuration },
                        new AppsInputs.AppTemplateContainerVolumeMountArgs { Name = "data", Path = Data },
                    },
                    ReadinessProbes =
                    {
                        new AppsInputs.AppTemplateContainerReadinessProbeArgs { Transport = "HTTP", Port = Port, Path = "/-/ready", IntervalSeconds = 10, FailureCountThreshold = 3 },
                    },
                    LivenessProbes =
                    {
                        new AppsInputs.AppTemplateContainerLivenessProbeArgs { Transport = "HTTP", Port = Port, Path = "/-/healthy", IntervalSeconds = 30, FailureCountThreshold = 5 },
                    },
                },
                Alertmanager(args),
            },
            Volumes =
            {
                new AppsInputs.AppTemplateVolumeArgs { Name = "configuration", StorageType = "EmptyDir" },
                new AppsInputs.AppTemplateVolumeArgs { Name = "data", StorageType = "EmptyDir" },
            },
        };
        if (args.SlackWebhook is not null)
            template.Volumes.Add(new AppsInputs.AppTemplateVolumeArgs { Name = VolumePlan.Files, StorageType = "Secret" });
        return template;
    }

    private static AppsInputs.AppTemplateContainerArgs Alertmanager(PrometheusArgs args)
    {
        var container = new AppsInputs.AppTemplateContainerArgs
        {
            Name = "alertmanager",
            Image = args.AlertmanagerImage,
            Cpu = 0.25,
            Memory = "0.5Gi",
            Args = { $"--config.file={Configuration}/alertmanager.yml", $"--storage.path={Data}/alertmanager", "--cluster.listen-address=", $"--web.listen-address=127.0.0.1:{AlertmanagerPort}" },
            VolumeMounts =
            {
                new AppsInputs.AppTemplateContainerVolumeMountArgs { Name = "configuration", Path = Configuration },
                new AppsInputs.AppTemplateContainerVolumeMountArgs { Name = "data", Path = Data },
            },
        };
        if (args.SlackWebhook is { } webhook)
            container.VolumeMounts.Add(new AppsInputs.AppTemplateContainerVolumeMountArgs { Name = VolumePlan.Files, Path = WebhookFile, SubPath = webhook.Name });
        return container;
    }

    // What Azure keeps of an app has bounds, and white space is not worth them.
    private static AppsInputs.AppTemplateInitContainerEnvArgs Text(string name, string json) => new() { Name = name, Value = JToken.Parse(json).ToString(Formatting.None) };
}
