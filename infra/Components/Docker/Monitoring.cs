using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Monitoring;

namespace Slipway.Infra.Components.Docker;

public sealed class MonitoringArgs : ResourceArgs
{
    public required Observed Observed { get; init; }

    /// <summary>The workloads that publish figures.</summary>
    public required ImmutableArray<ScrapeTarget> Workloads { get; init; }

    public required Edge Edge { get; init; }

    /// <summary>Null where no workload needs PostgreSQL.</summary>
    public Postgres? Postgres { get; init; }

    /// <summary>Who is told of alerts; null where they are kept for reading.</summary>
    public Output<string>? SlackWebhook { get; init; }
}

/// <summary>Prometheus, Alertmanager and the exporters of what is not ours: host, PostgreSQL, nginx. None of them can be reached from outside.</summary>
public sealed class Monitoring : ComponentResource
{
    private const string RulesFile = "/etc/slipway/rules.yml";
    private const string PrometheusFile = "/etc/slipway/prometheus.yml";
    private const string AlertmanagerFile = "/etc/slipway/alertmanager.yml";
    private const string ProbeFile = "/etc/slipway/blackbox.yml";
    private const string WebhookFile = "/run/secrets/slack-webhook";

    private readonly Host _host;

    public Monitoring(string name, Host host, MonitoringArgs args)
        : base("slipway:docker:Monitoring", name, host.Options)
    {
        _host = host;
        host.Run(this, Exporter("node-exporter") with
        {
            Command = ["--path.rootfs=/host"],
            HostFolders = [("/", "/host")],
            SeesHostProcesses = true,
            Networks = [App("node-exporter")],
            Health = HealthCheck.Http(9100, "/"),
        });
        // Its image holds nothing but the program, so nothing in it can ask; Prometheus does, and reports it missing.
        host.Run(this, Exporter("nginx-exporter") with
        {
            Command = [$"--nginx.scrape-uri={args.Edge.StatusAddress}"],
            Networks = [new NetworkPlace(host.Network.Front, []), App("nginx-exporter")],
        }, args.Edge.Ready);

        var targets = ImmutableArray.Create(
            new ScrapeTarget("prometheus", ["prometheus:9090"]),
            new ScrapeTarget("alertmanager", ["alertmanager:9093"]),
            new ScrapeTarget("node-exporter", ["node-exporter:9100"]),
            new ScrapeTarget("nginx-exporter", ["nginx-exporter:9113"]),
            new ScrapeTarget("grafana", [Dashboards.Address]));
        if (args.Postgres is { } postgres)
        {
            host.Run(this, Exporter("postgres-exporter") with
            {
                Environment = ImmutableSortedDictionary<string, Input<string>>.Empty
                    .Add("DATA_SOURCE_PASS_FILE", "/run/secrets/password")
                    .Add("DATA_SOURCE_URI", Postgres.MonitoringAddress)
                    .Add("DATA_SOURCE_USER", DatabaseStatements.Monitor),
                Files = [new PlacedFile("/run/secrets/password", postgres.MonitoringPassword)],
                Networks = [new NetworkPlace(host.Network.Data, []), App("postgres-exporter")],
                Health = HealthCheck.Http(9187, "/"),
            }, postgres.Ready);
            targets = targets.Add(new ScrapeTarget("postgres-exporter", ["postgres-exporter:9187"]));
        }

        if (host.Settings.Certificate is not null)
            targets = targets.Add(CertificateProbe(args.Edge));

        var alerts = host.Volume(this, "alertmanager");
        var webhookFile = args.SlackWebhook is null ? null : WebhookFile;
        var alertmanager = host.Run(this, host.Part("alertmanager", "alertmanager", Identity.Nobody) with
        {
            Command = [$"--config.file={AlertmanagerFile}", "--storage.path=/alertmanager", "--cluster.listen-address="],
            Files =
            [
                new PlacedFile(AlertmanagerFile, new AlertmanagerConfiguration(args.Observed, webhookFile).ToString()),
                .. args.SlackWebhook is { } webhook ? [new PlacedFile(WebhookFile, webhook)] : ImmutableArray<PlacedFile>.Empty,
            ],
            Volumes = [new VolumePlace(alerts.Name, "/alertmanager")],
            // Who is told is outside, and the front network is the one that leads there.
            Networks = args.SlackWebhook is null ? [App("alertmanager")] : [new NetworkPlace(host.Network.Front, []), App("alertmanager")],
            Health = HealthCheck.Http(9093, "/-/ready"),
            Exclusive = true,
        }, alerts.Ready);

        var figures = host.Volume(this, "prometheus");
        host.Run(this, host.Part("prometheus", "prometheus", Identity.Nobody) with
        {
            Command = [$"--config.file={PrometheusFile}", "--storage.tsdb.path=/prometheus", "--storage.tsdb.retention.time=15d"],
            Files =
            [
                new PlacedFile(RulesFile, new RuleFile(args.Observed).ToString()),
                new PlacedFile(PrometheusFile, new PrometheusConfiguration
                {
                    Targets = [.. targets, .. args.Workloads],
                    RulesFile = RulesFile,
                    Alertmanager = "alertmanager:9093",
                    Stack = host.Settings.Stack,
                }.ToString()),
            ],
            Volumes = [new VolumePlace(figures.Name, "/prometheus")],
            Networks = [App("prometheus")],
            Health = HealthCheck.Http(9090, "/-/ready"),
            Exclusive = true,
        }, figures.Ready, alertmanager);
        RegisterOutputs();
    }

    // Asks the edge for its certificate as a client does; whether it may be trusted is a client's question.
    private ScrapeTarget CertificateProbe(Edge edge)
    {
        _host.Run(this, Exporter("blackbox-exporter") with
        {
            Command = [$"--config.file={ProbeFile}"],
            Files = [new PlacedFile(ProbeFile, BlackboxConfiguration.Text)],
            Networks = [new NetworkPlace(_host.Network.Front, []), App("blackbox-exporter")],
            Health = HealthCheck.Http(9115, "/-/healthy"),
        }, edge.Ready);
        return new ScrapeTarget("certificate", ["blackbox-exporter:9115"], "/probe")
        {
            Probe = new ProbedAddress(BlackboxConfiguration.Certificate, edge.SecureAddress, _host.Settings.Domain),
        };
    }

    private ContainerPlan Exporter(string name) => _host.Part(name, name, Identity.Nobody);

    private NetworkPlace App(string name) => new(_host.Network.App, [name]);
}
