using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Local;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Monitoring.Dashboards;

namespace Slipway.Infra.Components.Local;

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

    /// <summary>Null where it is not installed.</summary>
    public GrafanaProgram? Grafana { get; init; }

    /// <summary>What must be up before it is watched, so that a start raises no alert.</summary>
    public required ImmutableArray<Resource> Watched { get; init; }
}

/// <summary>Prometheus, Alertmanager, the exporters of what is not ours (machine, PostgreSQL, nginx), and Grafana where it is installed.</summary>
public sealed class Monitoring : ComponentResource
{
    private readonly Machine _machine;
    private readonly MonitoringArgs _args;

    public Monitoring(string name, Machine machine, MonitoringArgs args, ComponentResourceOptions? options = null)
        : base("slipway:local:Monitoring", name, options)
    {
        _machine = machine;
        _args = args;
        var exporters = Exporters();
        var alertmanager = Alertmanager();
        Prometheus(exporters, alertmanager);
        var dashboards = DashboardSet.Of(args.Observed).Select(Dashboard).ToArray();
        if (args.Grafana is { } grafana)
            Grafana(grafana, dashboards);
        RegisterOutputs();
    }

    private string Address(string part) => $"127.0.0.1:{_machine.Ports[part]}";

    private ScrapeTarget Part(string part) => new(part, [Address(part)]);

    private ImmutableArray<ScrapeTarget> Exporters()
    {
        _machine.Unit(this, new Unit
        {
            Name = "node-exporter",
            Address = Address("node-exporter"),
            Command =
            [
                "prometheus-node-exporter", $"--web.listen-address={Address("node-exporter")}",
                // systemd is asked for by Debian's build, and not there in containers.
                "--no-collector.systemd",
                // Debian's own default is a folder of the machine's; figures that others write down for this stack are put here.
                $"--collector.textfile.directory={_machine.Place.Path("metrics")}",
            ],
            Ready = $"http://{Address("node-exporter")}/",
        });
        _machine.Unit(this, new Unit
        {
            Name = "nginx-exporter",
            Address = Address("nginx-exporter"),
            Command =
            [
                "prometheus-nginx-exporter", $"-web.listen-address={Address("nginx-exporter")}",
                $"-nginx.scrape-uri=unix:{_args.Edge.StatusSocket}:/stub_status",
            ],
            Ready = $"http://{Address("nginx-exporter")}/metrics",
        }, _args.Edge.Ready);

        var targets = ImmutableArray.Create(Part("prometheus"), Part("alertmanager"), Part("node-exporter"), Part("nginx-exporter"));
        if (_args.Postgres is not { } postgres)
            return targets;
        _machine.Unit(this, new Unit
        {
            Name = "postgres-exporter",
            Address = Address("postgres-exporter"),
            Command = ["prometheus-postgres-exporter", $"--web.listen-address={Address("postgres-exporter")}"],
            Environment = ImmutableSortedDictionary<string, Input<string>>.Empty
                .Add("DATA_SOURCE_URI", $"127.0.0.1:{postgres.Port}/postgres?sslmode=disable")
                .Add("DATA_SOURCE_USER", Postgres.MonitoringUser)
                .Add("DATA_SOURCE_PASS", postgres.MonitoringPassword),
            Ready = $"http://{Address("postgres-exporter")}/",
        }, postgres.Ready);
        return targets.Add(Part("postgres-exporter"));
    }

    private Command Alertmanager()
    {
        var place = _machine.Place;
        var file = place.Path("config", "alertmanager.yml");
        // Alertmanager reads the address anew for every message, so that a changed one needs no restart.
        var webhookFile = _args.SlackWebhook is null ? null : place.Path("secrets", "slack-webhook");
        var text = new AlertmanagerConfiguration(_args.Observed, webhookFile).ToString();
        Resource[] after = webhookFile is null ? [] : [_machine.File(this, "alertmanager-webhook", webhookFile, _args.SlackWebhook!)];
        var configuration = _machine.File(this, "alertmanager-configuration", file, text, check: "amtool check-config \"$1\"", after: after);
        return _machine.Unit(this, new Unit
        {
            Name = "alertmanager",
            Address = Address("alertmanager"),
            Command =
            [
                "prometheus-alertmanager", $"--config.file={file}", $"--storage.path={place.Path("data", "alertmanager")}",
                $"--web.listen-address={Address("alertmanager")}", "--cluster.listen-address=",
            ],
            Ready = $"http://{Address("alertmanager")}/-/ready",
            Reload = "HUP",
            Configuration = [text],
        }, configuration);
    }

    private void Prometheus(ImmutableArray<ScrapeTarget> parts, Command alertmanager)
    {
        var place = _machine.Place;
        var rulesFile = place.Path("config", "rules.yml");
        var rulesText = new RuleFile(_args.Observed).ToString();
        var rules = _machine.File(this, "prometheus-rules", rulesFile, rulesText, check: "promtool check rules \"$1\"");
        var file = place.Path("config", "prometheus.yml");
        var text = new PrometheusConfiguration
        {
            Targets = [.. parts, .. _args.Workloads],
            RulesFile = rulesFile,
            Alertmanager = Address("alertmanager"),
            Stack = _args.Observed.Stack,
        }.ToString();
        var configuration = _machine.File(this, "prometheus-configuration", file, text, check: "promtool check config \"$1\"", after: rules);
        _machine.Unit(this, new Unit
        {
            Name = "prometheus",
            Address = Address("prometheus"),
            Command =
            [
                "prometheus", $"--config.file={file}", $"--storage.tsdb.path={place.Path("data", "prometheus")}",
                "--storage.tsdb.retention.time=15d", $"--web.listen-address={Address("prometheus")}",
            ],
            Ready = $"http://{Address("prometheus")}/-/ready",
            Reload = "HUP",
            Configuration = [text, rulesText],
        }, [configuration, alertmanager, .. _args.Watched]);
    }

    private Command Dashboard(Dashboard dashboard) =>
        _machine.File(this, $"dashboard-{dashboard.Name}", _machine.Place.Path("config", "dashboards", dashboard.FileName), dashboard.ToString());

    private void Grafana(GrafanaProgram grafana, Command[] dashboards)
    {
        var place = _machine.Place;
        var sources = Provisioning.Sources(Provisioning.Prometheus($"http://{Address("prometheus")}"), Provisioning.Alertmanager($"http://{Address("alertmanager")}"));
        var folder = Provisioning.Folder(place.Path("config", "dashboards"));
        _machine.Unit(this, new Unit
        {
            Name = "grafana",
            Address = Address("grafana"),
            Command = [grafana.Path, "server", "--homepath", grafana.Home],
            Environment = ImmutableSortedDictionary<string, Input<string>>.Empty
                .Add("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false")
                .Add("GF_ANALYTICS_CHECK_FOR_UPDATES", "false")
                .Add("GF_ANALYTICS_REPORTING_ENABLED", "false")
                // Whoever reaches this machine's loopback reads Prometheus as well.
                .Add("GF_AUTH_ANONYMOUS_ENABLED", "true")
                .Add("GF_AUTH_BASIC_ENABLED", "false")
                .Add("GF_AUTH_DISABLE_LOGIN_FORM", "true")
                .Add("GF_PATHS_DATA", place.Path("data", "grafana"))
                .Add("GF_PATHS_LOGS", place.Path("data", "grafana", "log"))
                .Add("GF_PATHS_PLUGINS", place.Path("data", "grafana", "plugins"))
                .Add("GF_PATHS_PROVISIONING", place.Path("config", "grafana"))
                .Add("GF_PLUGINS_PREINSTALL_DISABLED", "true")
                .Add("GF_SERVER_HTTP_ADDR", "127.0.0.1")
                .Add("GF_SERVER_HTTP_PORT", _machine.Ports["grafana"].ToString()),
            Ready = $"http://{Address("grafana")}/api/health",
            Configuration = [sources, folder],
        },
        [
            _machine.File(this, "grafana-sources", place.Path("config", "grafana", "datasources", "slipway.yaml"), sources),
            _machine.File(this, "grafana-dashboards", place.Path("config", "grafana", "dashboards", "slipway.yaml"), folder),
            .. dashboards,
        ]);
    }
}
