using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Random;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Monitoring.Dashboards;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class MonitoringArgs : ResourceArgs
{
    public required Observed Observed { get; init; }

    /// <summary>The workloads that publish figures.</summary>
    public required ImmutableArray<ScrapeTarget> Workloads { get; init; }

    /// <summary>The size of the disk figures are kept on.</summary>
    public required string Size { get; init; }

    /// <summary>The nginx behind the gateway; null where there is none.</summary>
    public Part? Proxy { get; init; }

    /// <summary>Null where no workload needs PostgreSQL.</summary>
    public Postgres? Postgres { get; init; }

    /// <summary>Null where no workload needs S3.</summary>
    public ObjectStore? ObjectStore { get; init; }

    /// <summary>Who is told of alerts; null where they are kept for reading.</summary>
    public Output<string>? SlackWebhook { get; init; }
}

/// <summary>
/// Prometheus, Alertmanager, Grafana and the exporters of what is not ours. Nodes are not ours either: whoever runs the
/// cluster watches them, and a namespace held to the standard <c>restricted</c> may not look at them.
/// </summary>
public sealed class Monitoring : ComponentResource
{
    public const int PrometheusPort = 9090;
    public const int AlertmanagerPort = 9093;
    public const int GrafanaPort = 3000;
    public const int PostgresExporterPort = 9187;

    // The user 'nobody' of the images of Prometheus.
    private const int Nobody = 65534;
    private const int GrafanaUser = 472;
    private const string DashboardFolder = "/etc/grafana/dashboards";

    private readonly Cluster _cluster;

    public Monitoring(string name, Cluster cluster, MonitoringArgs args)
        : base("slipway:kubernetes:Monitoring", name, cluster.Options())
    {
        _cluster = cluster;
        Alertmanager = MakeAlertmanager(args);
        var targets = new List<Output<ScrapeTarget>>
        {
            Output.Create(new ScrapeTarget("prometheus", [$"127.0.0.1:{PrometheusPort}"])),
            Target(Alertmanager, AlertmanagerPort, "alertmanager"),
        };
        if (args.Proxy is { } proxy)
            targets.Add(Target(proxy, Edge.MetricsPort, "edge"));
        if (args.Postgres is { } postgres)
            targets.Add(Target(MakePostgresExporter(postgres), PostgresExporterPort, "postgres-exporter"));
        if (args.ObjectStore is { } store)
            targets.Add(store.Host.Apply(host => new ScrapeTarget("s3", [$"{host}:{ObjectStore.Port}"], "/minio/v2/metrics/cluster")));
        targets.AddRange(args.Workloads.Select(workload => Output.Create(workload)));

        var text = Output.Tuple(Output.All(targets), Alertmanager.Host).Apply(pair => new PrometheusConfiguration
        {
            Targets = pair.Item1,
            RulesFile = "/etc/prometheus/rules.yml",
            Alertmanager = $"{pair.Item2}:{AlertmanagerPort}",
            Stack = args.Observed.Stack,
        }.ToString());
        Prometheus = MakePrometheus(text, new RuleFile(args.Observed).ToString(), args.Size);
        Grafana = MakeGrafana(DashboardSet.Of(args.Observed));
        RegisterOutputs();
    }

    public Part Prometheus { get; }

    public Part Alertmanager { get; }

    public Part Grafana { get; }

    private static Output<ScrapeTarget> Target(Part part, int port, string job) => part.Host.Apply(host => new ScrapeTarget(job, [$"{host}:{port}"]));

    private Part MakePrometheus(Output<string> text, string rules, string size)
    {
        var configuration = Texts($"{Parts.Prometheus}-configuration", Parts.Prometheus, ("prometheus.yml", text), ("rules.yml", Output.Create(rules)));
        return new Part(Parts.Prometheus, _cluster, new PartArgs
        {
            Image = _cluster.Image("prometheus"),
            Arguments =
            [
                "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus", "--storage.tsdb.retention.time=15d",
                // The disk is the other bound: figures are dropped before it is full.
                $"--storage.tsdb.retention.size={RetainedSize(size)}",
            ],
            Ports = [PrometheusPort],
            User = Nobody,
            Folders = [new ConfigurationFolder("/etc/prometheus", configuration.TextsName, null)],
            ConfigurationHash = configuration.Hash,
            DataPath = "/prometheus",
            DataSize = size,
            Ready = Get("/-/ready", PrometheusPort),
            Requests = Sizes.Of(200, 512),
            Limits = Sizes.Of(1000, 1536),
            GraceSeconds = 60,
        }, this);
    }

    private Part MakeAlertmanager(MonitoringArgs args)
    {
        var text = new AlertmanagerConfiguration(args.Observed, args.SlackWebhook is null ? null : "/run/secrets/alertmanager/slack-webhook").ToString();
        var configuration = new Secrets($"{Parts.Alertmanager}-configuration", _cluster, new SecretsArgs
        {
            Of = Parts.Alertmanager,
            Texts = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("alertmanager.yml", Output.Create(text)),
            Secret = args.SlackWebhook is { } webhook
                ? ImmutableSortedDictionary<string, Output<string>>.Empty.Add("slack-webhook", webhook)
                : ImmutableSortedDictionary<string, Output<string>>.Empty,
        }, this);
        return new Part(Parts.Alertmanager, _cluster, new PartArgs
        {
            Image = _cluster.Image("alertmanager"),
            Arguments = ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager", "--cluster.listen-address="],
            Ports = [AlertmanagerPort],
            User = Nobody,
            Folders =
            [
                new ConfigurationFolder("/etc/alertmanager", configuration.TextsName, null),
                .. configuration.SecretName is { } secret ? [new ConfigurationFolder("/run/secrets/alertmanager", null, secret)] : ImmutableArray<ConfigurationFolder>.Empty,
            ],
            ConfigurationHash = configuration.Hash,
            // Silences and what was told already must outlive the pod.
            DataPath = "/alertmanager",
            DataSize = "1Gi",
            Ready = Get("/-/ready", AlertmanagerPort),
        }, this);
    }

    private Part MakeGrafana(ImmutableArray<Dashboard> dashboards)
    {
        var password = new RandomPassword("grafana-administrator-password", new RandomPasswordArgs { Length = 32, Special = false }, new CustomResourceOptions { Parent = this }).Result;
        var configuration = new Secrets($"{Parts.Grafana}-configuration", _cluster, new SecretsArgs
        {
            Of = Parts.Grafana,
            Texts = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("prometheus.yaml", Prometheus.Host.Apply(host => Provisioning.Sources(Provisioning.Prometheus($"http://{host}:{PrometheusPort}")))),
            Secret = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("administrator-password", password),
        }, this);
        var provider = Texts($"{Parts.Grafana}-provider", Parts.Grafana, ("slipway.yaml", Output.Create(Provisioning.Folder(DashboardFolder))));
        var shown = Texts($"{Parts.Grafana}-dashboards", Parts.Grafana, [.. dashboards.Select(dashboard => (dashboard.FileName, Output.Create(dashboard.ToString())))]);
        return new Part(Parts.Grafana, _cluster, new PartArgs
        {
            Image = _cluster.Image("grafana"),
            Variables =
            [
                new EnvVarArgs { Name = "GF_SECURITY_ADMIN_PASSWORD__FILE", Value = "/run/secrets/grafana/administrator-password" },
                new EnvVarArgs { Name = "GF_AUTH_ANONYMOUS_ENABLED", Value = "false" },
                new EnvVarArgs { Name = "GF_USERS_ALLOW_SIGN_UP", Value = "false" },
                // Nothing goes out of the namespace; asking would only make the start slow.
                new EnvVarArgs { Name = "GF_ANALYTICS_REPORTING_ENABLED", Value = "false" },
                new EnvVarArgs { Name = "GF_ANALYTICS_CHECK_FOR_UPDATES", Value = "false" },
                new EnvVarArgs { Name = "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", Value = "false" },
                new EnvVarArgs { Name = "GF_PLUGINS_PREINSTALL_DISABLED", Value = "true" },
            ],
            Ports = [GrafanaPort],
            User = GrafanaUser,
            Folders =
            [
                new ConfigurationFolder("/etc/grafana/provisioning/datasources", configuration.TextsName, null),
                new ConfigurationFolder("/etc/grafana/provisioning/dashboards", provider.TextsName, null),
                new ConfigurationFolder(DashboardFolder, shown.TextsName, null),
                new ConfigurationFolder("/run/secrets/grafana", null, configuration.SecretName),
            ],
            ConfigurationHash = Output.Tuple(configuration.Hash, provider.Hash, shown.Hash).Apply(hashes => $"{hashes.Item1}{hashes.Item2}{hashes.Item3}"),
            // Everything in it is made from configuration: it keeps nothing that is worth a disk.
            Scratch = ["/var/lib/grafana", "/var/log/grafana"],
            Ready = Get("/api/health", GrafanaPort),
            Requests = Sizes.Of(50, 128),
            Limits = Sizes.Of(500, 512),
        }, this);
    }

    private Part MakePostgresExporter(Postgres postgres)
    {
        var secrets = new Secrets($"{Parts.PostgresExporter}-secrets", _cluster, new SecretsArgs
        {
            Of = Parts.PostgresExporter,
            Texts = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("queries.yaml", Output.Create(PostgresExporterQueries.Text)),
            Secret = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("password", postgres.MonitoringPassword),
        }, this);
        return new Part(Parts.PostgresExporter, _cluster, new PartArgs
        {
            Image = _cluster.Image("postgres-exporter"),
            Variables =
            [
                new EnvVarArgs { Name = "DATA_SOURCE_URI", Value = Output.Format($"{postgres.Host}:{Postgres.Port}/postgres?sslmode=disable") },
                new EnvVarArgs { Name = "DATA_SOURCE_USER", Value = Postgres.MonitoringUser },
                new EnvVarArgs { Name = "DATA_SOURCE_PASS_FILE", Value = "/run/secrets/postgres/password" },
                new EnvVarArgs { Name = "PG_EXPORTER_EXTEND_QUERY_PATH", Value = "/etc/postgres-exporter/queries.yaml" },
            ],
            Ports = [PostgresExporterPort],
            User = Nobody,
            Folders = [new ConfigurationFolder("/etc/postgres-exporter", secrets.TextsName, null), new ConfigurationFolder("/run/secrets/postgres", null, secrets.SecretName)],
            ConfigurationHash = secrets.Hash,
            Ready = Get("/", PostgresExporterPort),
            Requests = Sizes.Of(20, 32),
            Limits = Sizes.Of(200, 128),
            After = [postgres.Ready],
        }, this);
    }

    private Secrets Texts(string name, string part, params (string Key, Output<string> Text)[] texts) => new(name, _cluster, new SecretsArgs
    {
        Of = part,
        Texts = texts.ToImmutableSortedDictionary(text => text.Key, text => text.Text, StringComparer.Ordinal),
    }, this);

    private static ProbeArgs Get(string path, int port) =>
        new() { HttpGet = new HTTPGetActionArgs { Path = path, Port = port }, PeriodSeconds = 5, TimeoutSeconds = 3, FailureThreshold = 6 };

    // Four fifths: what is being written is not counted.
    private static string RetainedSize(string size) => $"{StorageSize.Bytes(size) / (1024 * 1024) * 4 / 5}MB";
}
