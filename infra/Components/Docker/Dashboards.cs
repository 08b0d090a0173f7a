using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Random;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Monitoring.Dashboards;

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// Grafana, the one tool that can be reached from outside, as it asks who is there: it shows the figures, alerts and
/// traces that Prometheus, Alertmanager and Jaeger would show to anybody.
/// </summary>
public sealed class Dashboards : ComponentResource
{
    internal const string Address = "grafana:3000";
    private const string DashboardFolder = "/etc/slipway/dashboards";

    public Dashboards(string name, Host host, Observed observed)
        : base("slipway:docker:Dashboards", name, host.Options)
    {
        HostName = $"{name}.{host.Settings.Domain}";
        Password = new RandomPassword($"{name}-password", new RandomPasswordArgs { Length = 32, Special = false }, new CustomResourceOptions { Parent = this }).Result;
        var volume = host.Volume(this, name);
        Ready = host.Run(this, host.Part("grafana", name, Identity.Grafana) with
        {
            Environment = ImmutableSortedDictionary<string, Input<string>>.Empty
                .Add("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false")
                .Add("GF_ANALYTICS_CHECK_FOR_UPDATES", "false")
                .Add("GF_ANALYTICS_REPORTING_ENABLED", "false")
                .Add("GF_PATHS_PROVISIONING", "/etc/slipway/provisioning")
                .Add("GF_PLUGINS_PREINSTALL_DISABLED", "true")
                .Add("GF_SECURITY_ADMIN_PASSWORD__FILE", "/run/secrets/password")
                .Add("GF_SECURITY_COOKIE_SECURE", host.Settings.Certificate is null ? "false" : "true")
                .Add("GF_SERVER_ROOT_URL", host.Settings.Publish.Url(HostName, host.Settings.Certificate is not null)),
            Files =
            [
                new PlacedFile("/etc/slipway/provisioning/datasources/slipway.yaml", Sources),
                new PlacedFile("/etc/slipway/provisioning/dashboards/slipway.yaml", Provisioning.Folder(DashboardFolder)),
                new PlacedFile("/run/secrets/password", Password),
                .. DashboardSet.Of(observed).Select(dashboard => new PlacedFile($"{DashboardFolder}/{dashboard.FileName}", dashboard.ToString())),
            ],
            Volumes = [new VolumePlace(volume.Name, "/var/lib/grafana")],
            Networks = [new NetworkPlace(host.Network.Front, [name]), new NetworkPlace(host.Network.App, [name])],
            Health = HealthCheck.Http(3000, "/api/health"),
            Exclusive = true,
        }, volume.Ready);
        RegisterOutputs();
    }

    /// <summary>The name it is reached by.</summary>
    public string HostName { get; }

    /// <summary>The password of user <c>admin</c>.</summary>
    public Output<string> Password { get; }

    public Resource Ready { get; }

    private static string Sources { get; } = Provisioning.Sources(
        Provisioning.Prometheus("http://prometheus:9090"),
        Provisioning.Alertmanager("http://alertmanager:9093"),
        new JObject { ["name"] = "Jaeger", ["uid"] = "jaeger", ["type"] = "jaeger", ["access"] = "proxy", ["url"] = Tracing.Address });
}
