using Pulumi;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Local;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Stacks;
using Slipway.Infra.Workloads;

namespace Infra.Tests.Monitoring;

/// <summary>A workload that somebody adds is watched without being listed anywhere, with what it brings along.</summary>
public sealed class BroughtAlongTests : IDisposable
{
    private const string Score =
        """
        apiVersion: score.dev/v1b1
        metadata:
          name: added
          annotations:
            slipway.dev/metrics: "http:/metrics"
            slipway.dev/monitoring: monitoring.yaml
            slipway.dev/slo: "99.95"
        containers:
          main:
            image: registry.example.com/added:1
        service:
          ports:
            http:
              port: 80
              targetPort: 8080
        """;

    private const string Brought =
        """
        dashboard:
          title: What was added
          panels: [{ title: Added figure, queries: [{ expr: added_figure }] }]
        alerts:
          - { alert: AddedFigureLow, expr: added_figure < 1, severity: warning, summary: Low, runbook: docs/added.md }
        recording:
          - { record: 'added:figure:sum', expr: sum(added_figure) }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-added-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("dev-docker", true)]
    [InlineData("staging", true)]
    [InlineData("prod-aws", false)]
    [InlineData("prod", false)]
    public async Task It_is_in_the_scrape_configuration_the_rules_and_the_dashboards_of_a_target(string stack, bool hasGrafana)
    {
        var declared = string.Join('\n', (await StackProgram.DeclareOnStackAsync(stack, ["slipway:internet"], Read())).SelectMany(resource => resource.Texts()));

        Assert.Contains("AddedFigureLow", declared);
        Assert.Contains("added:figure:sum", declared);
        Assert.Matches("\"workload\": ?\"added\"|\\\\\"workload\\\\\": ?\\\\\"added\\\\\"", declared);
        Assert.Matches("\"job_name\": ?\"added", declared.Replace("\\\"", "\"", StringComparison.Ordinal));
        Assert.Contains("vector(0.0005)", declared);
        Assert.Equal(hasGrafana, declared.Contains("What was added", StringComparison.Ordinal));
        Assert.Equal(hasGrafana, declared.Contains("Workload: added", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_in_the_files_of_the_local_target()
    {
        var workload = Read();
        var declared = await Declared.ByAsync(() =>
        {
            var catalog = WorkloadCatalog.Create([workload with { Containers = [workload.Containers[0] with { Image = "." }], StartOrder = [workload.Containers[0] with { Image = "." }], Project = "added.csproj" }]);
            var none = new Dictionary<string, Output<string>>();
            Platform.Declare(catalog, new LocalTarget(catalog, new LocalTargetSettings
            {
                Stack = "test",
                Place = new Place { Root = "/srv/slipway", SettingsFile = "Pulumi.test.yaml", BuildLock = "/srv/build.lock" },
                BasePort = 19000,
                Environment = none,
                Monitoring = new MonitoringSettings(new Thresholds(), Output.CreateSecret("https://hooks.example.com/secret")),
                Grafana = new GrafanaProgram("/usr/bin/grafana", "/usr/share/grafana"),
                Projects = new Dictionary<string, SourceTree> { ["added"] = new("/src/added.csproj", "0123456789ab") },
                S3Server = new SourceTree("/src/s3", "ba9876543210"),
                Versions = catalog.Workloads.ToDictionary(workload => workload.Name, _ => "0123456789ab"),
            }), none);
        });

        Assert.Contains("\"workload\": \"added\"", declared["prometheus-configuration"].Text("stdin"));
        Assert.Contains("AddedFigureLow", declared["prometheus-rules"].Text("stdin"));
        Assert.Contains("Added figure", declared["dashboard-own-added"].Text("stdin"));
        Assert.Contains("Workload: added", declared["dashboard-workload-added"].Text("stdin"));
        Assert.Equal("/srv/slipway/config/dashboards/own-added.json", declared["dashboard-own-added"].Variable("FILE"));
        // The address is in a file that only the stack's user reads, and in nothing else.
        Assert.Equal(("/srv/slipway/secrets/slack-webhook", "0600", "https://hooks.example.com/secret"),
            (declared["alertmanager-webhook"].Variable("FILE"), declared["alertmanager-webhook"].Variable("MODE"), declared["alertmanager-webhook"].Text("stdin")));
        Assert.Contains("\"api_url_file\": \"/srv/slipway/secrets/slack-webhook\"", declared["alertmanager-configuration"].Text("stdin"));
        Assert.Single(declared.Values.SelectMany(resource => resource.Texts()), text => text.Contains("hooks.example.com", StringComparison.Ordinal));
        // Grafana, where it is installed, is given both.
        Assert.Contains("'/usr/bin/grafana' 'server' '--homepath' '/usr/share/grafana'", declared["grafana"].Text("stdin"));
        Assert.Contains("http://127.0.0.1:19003", declared["grafana-sources"].Text("stdin"));
        Assert.Contains("/srv/slipway/config/dashboards", declared["grafana-dashboards"].Text("stdin"));
    }

    [Fact]
    public void An_alert_with_a_name_that_is_taken_or_explained_by_an_unknown_one_is_refused()
    {
        Workload With(string name, string alert, string inhibitedBy) => WorkloadReader.Parse(Watching.Shop.Replace("name: shop", $"name: {name}"), $"apps/{name}/score.yaml") with
        {
            Monitoring = new WorkloadMonitoring { Alerts = [new OwnAlert(alert, "up", "0s", AlertSeverity.Warning, "x", "docs/x.md", [inhibitedBy], $"apps/{name}/monitoring.yaml", 3)] },
        };

        var problems = Observed.Problems(WorkloadCatalog.Create([With("one", "Same", "PostgresDown"), With("two", "Same", "ServiceDwn"), With("three", "EdgeDown", "Same")])).ToList();

        Assert.Equal("apps/three/monitoring.yaml:3: alerts has 'EdgeDown', which is an alert of the platform; rename it", problems[0]);
        Assert.Equal("apps/two/monitoring.yaml:3: alerts has 'Same', which another workload brings as well; rename one of them", problems[1]);
        Assert.StartsWith("apps/two/monitoring.yaml:3: alerts: 'Same' is inhibitedBy 'ServiceDwn', expected one of: AlertDeliveryFails, ", problems[2]);
        Assert.Equal(3, problems.Count);
    }

    private Workload Read()
    {
        File.WriteAllText(Path.Combine(_folder, "score.yaml"), Score);
        File.WriteAllText(Path.Combine(_folder, "monitoring.yaml"), Brought);
        return WorkloadReader.Read(new WorkloadSource(Path.Combine(_folder, "score.yaml")));
    }
}
