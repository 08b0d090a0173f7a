using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Monitoring;

namespace Slipway.Infra.Components.Local;

public sealed class MonitoringArgs : ResourceArgs
{
    public required string Stack { get; init; }

    /// <summary>The workloads that publish figures.</summary>
    public required ImmutableArray<ScrapeTarget> Workloads { get; init; }

    public required Edge Edge { get; init; }

    /// <summary>Null where no workload needs PostgreSQL.</summary>
    public Postgres? Postgres { get; init; }
}

/// <summary>Prometheus, Alertmanager and the exporters of what is not ours: machine, PostgreSQL, nginx.</summary>
public sealed class Monitoring : ComponentResource
{
    public Monitoring(string name, Machine machine, MonitoringArgs args, ComponentResourceOptions? options = null)
        : base("slipway:local:Monitoring", name, options)
    {
        var place = machine.Place;
        string Address(string part) => $"127.0.0.1:{machine.Ports[part]}";
        ScrapeTarget Part(string part) => new(part, [Address(part)]);

        machine.Unit(this, new Unit
        {
            Name = "node-exporter",
            Address = Address("node-exporter"),
            // systemd is asked for by Debian's build, and not there in containers.
            Command = ["prometheus-node-exporter", $"--web.listen-address={Address("node-exporter")}", "--no-collector.systemd"],
            Ready = $"http://{Address("node-exporter")}/",
        });
        machine.Unit(this, new Unit
        {
            Name = "nginx-exporter",
            Address = Address("nginx-exporter"),
            Command =
            [
                "prometheus-nginx-exporter", $"-web.listen-address={Address("nginx-exporter")}",
                $"-nginx.scrape-uri=unix:{args.Edge.StatusSocket}:/stub_status",
            ],
            Ready = $"http://{Address("nginx-exporter")}/metrics",
        }, args.Edge.Ready);

        var targets = ImmutableArray.Create(Part("prometheus"), Part("alertmanager"), Part("node-exporter"), Part("nginx-exporter"));
        if (args.Postgres is { } postgres)
        {
            machine.Unit(this, new Unit
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
            targets = targets.Add(Part("postgres-exporter"));
        }

        var alertmanagerFile = place.Path("config", "alertmanager.yml");
        var alertmanagerConfiguration = machine.File(this, "alertmanager-configuration", alertmanagerFile, AlertmanagerConfiguration.Text,
            check: "amtool check-config \"$1\"");
        var alertmanager = machine.Unit(this, new Unit
        {
            Name = "alertmanager",
            Address = Address("alertmanager"),
            Command =
            [
                "prometheus-alertmanager", $"--config.file={alertmanagerFile}", $"--storage.path={place.Path("data", "alertmanager")}",
                $"--web.listen-address={Address("alertmanager")}", "--cluster.listen-address=",
            ],
            Ready = $"http://{Address("alertmanager")}/-/ready",
            ReloadSignal = "HUP",
            Configuration = [AlertmanagerConfiguration.Text],
        }, alertmanagerConfiguration);

        var rulesFile = place.Path("config", "rules.yml");
        var rules = machine.File(this, "prometheus-rules", rulesFile, AlertRules.Text, check: "promtool check rules \"$1\"");
        var prometheusFile = place.Path("config", "prometheus.yml");
        var prometheusText = new PrometheusConfiguration
        {
            Targets = [.. targets, .. args.Workloads],
            RulesFile = rulesFile,
            Alertmanager = Address("alertmanager"),
            Stack = args.Stack,
        }.ToString();
        var prometheusConfiguration = machine.File(this, "prometheus-configuration", prometheusFile, prometheusText,
            check: "promtool check config \"$1\"", after: rules);
        machine.Unit(this, new Unit
        {
            Name = "prometheus",
            Address = Address("prometheus"),
            Command =
            [
                "prometheus", $"--config.file={prometheusFile}", $"--storage.tsdb.path={place.Path("data", "prometheus")}",
                "--storage.tsdb.retention.time=15d", $"--web.listen-address={Address("prometheus")}",
            ],
            Ready = $"http://{Address("prometheus")}/-/ready",
            ReloadSignal = "HUP",
            Configuration = [prometheusText, AlertRules.Text],
        }, prometheusConfiguration, alertmanager);

        RegisterOutputs();
    }
}
