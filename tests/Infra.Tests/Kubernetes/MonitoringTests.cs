using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace Infra.Tests.Kubernetes;

public sealed class MonitoringTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-prometheus-").FullName;

    [Fact]
    public async Task Every_instance_of_every_slot_is_read_and_its_figures_say_which_slot()
    {
        var cluster = await Cluster.DeclareAsync([("releases", """{"shop":{"stable":"blue","slots":{"blue":{"weight":90,"kept":true},"green":{"weight":10}}}}""")], Scores.All);

        var shop = Configuration(cluster).SelectToken("scrape_configs[?(@.job_name == 'shop')]")!;
        Assert.Equal(
            ["shop-blue-pods.shop-test.svc:8080", "shop-green-pods.shop-test.svc:8080"],
            shop.SelectTokens("dns_sd_configs[*]").Select(names => $"{names["names"]![0]}:{names["port"]}"));
        Assert.Equal(["blue", "green", "shop"], shop.SelectTokens("relabel_configs[*].replacement").Select(label => (string)label!));
        var instances = cluster["shop-blue-instances"];
        Assert.Equal(("shop-blue-pods", "None"), ((string)instances.SelectToken("metadata.name")!, (string)instances.SelectToken("spec.clusterIP")!));
        Assert.True((bool)instances.SelectToken("spec.publishNotReadyAddresses")!);
    }

    [Fact]
    public async Task The_parts_of_the_platform_are_read_where_they_are_there()
    {
        var all = Configuration(await Cluster.DeclareAsync(Scores.All));
        var few = Configuration(await Cluster.DeclareAsync(Scores.Keeper));

        Assert.Equal(["prometheus", "alertmanager", "edge", "postgres-exporter", "s3", "shop"], Jobs(all));
        Assert.Equal(["prometheus", "alertmanager"], Jobs(few));
    }

    [Fact]
    public async Task Prometheus_itself_accepts_the_configuration()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);
        var texts = cluster["prometheus-configuration-texts"]["data"]!;
        File.WriteAllText(Path.Combine(_folder, "prometheus.yml"), ((string)texts["prometheus.yml"]!).Replace("/etc/prometheus", _folder));
        File.WriteAllText(Path.Combine(_folder, "rules.yml"), (string)texts["rules.yml"]!);

        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "config", Path.Combine(_folder, "prometheus.yml")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var message = promtool.StandardOutput.ReadToEnd() + promtool.StandardError.ReadToEnd();
        promtool.WaitForExit();

        Assert.True(promtool.ExitCode == 0, message);
    }

    [Fact]
    public async Task Grafana_asks_who_you_are_and_knows_prometheus()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);

        var variables = cluster.Container("grafana-deployment", "grafana")["env"]!.ToDictionary(variable => (string)variable["name"]!, variable => (string?)variable["value"]);
        Assert.Equal("false", variables["GF_AUTH_ANONYMOUS_ENABLED"]);
        Assert.Equal("/run/secrets/grafana/administrator-password", variables["GF_SECURITY_ADMIN_PASSWORD__FILE"]);
        Assert.Equal("secret-of-grafana-administrator-password", (string)cluster["grafana-configuration-secret"].SelectToken("stringData['administrator-password']")!);
        Assert.Equal("http://prometheus:9090", JObject.Parse((string)cluster["grafana-configuration-texts"].SelectToken("data['prometheus.yaml']")!).SelectToken("datasources[0].url"));
    }

    [Fact]
    public async Task Figures_are_dropped_before_their_disk_is_full()
    {
        var cluster = await Cluster.DeclareAsync([("metricsSize", "10Gi")], Scores.All);

        Assert.Contains("--storage.tsdb.retention.size=8192MB", cluster.Container("prometheus-set", "prometheus")["args"]!.Values<string>());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static JObject Configuration(Cluster cluster) => JObject.Parse((string)cluster["prometheus-configuration-texts"].SelectToken("data['prometheus.yml']")!);

    private static IEnumerable<string> Jobs(JObject configuration) => configuration.SelectTokens("scrape_configs[*].job_name").Select(job => (string)job!);
}
