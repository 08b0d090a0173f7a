using System.Diagnostics;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Monitoring;
using Slipway.Servers;

namespace Infra.Tests.Monitoring;

/// <summary>What a team is told when something breaks: by a real Prometheus and a real Alertmanager, at the webhook itself.</summary>
public sealed class DeliveryTests : IAsyncLifetime, IDisposable
{
    private readonly FakeExporters _exporters = new();
    private readonly WebhookReceiver _webhook = new();
    private readonly MonitoringServers _servers = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();

    public async Task InitializeAsync()
    {
        // All at once would be a machine that is gone.
        _exporters.Tell(Healthy());
        await _servers.StartAsync(Watching.Everything(Watching.Shop, Worker), new[] { "shop", "worker", "nginx-exporter", "postgres-exporter" }.Select(Target), _webhook.Address);
    }

    public async Task DisposeAsync() => await _servers.DisposeAsync();

    public void Dispose()
    {
        _webhook.Dispose();
        _exporters.Dispose();
    }

    [Fact]
    public async Task A_dead_database_sends_one_message_and_one_when_it_is_back()
    {
        _exporters.Tell(DeadDatabase());

        // Everything the database takes along fires as well, and is held back.
        await MonitoringServers.EventuallyAsync("the symptoms fire and are held back", async () =>
            (await _servers.AlertsAsync()).TryGetValue("ErrorRatioHigh", out var held) && held
            && (await _servers.AlertsAsync()).TryGetValue("ServiceDown", out held) && held);
        await MonitoringServers.EventuallyAsync("the webhook is told", () => Task.FromResult(_webhook.Messages.Count > 0));

        _exporters.Tell(Healthy());
        await MonitoringServers.EventuallyAsync("the webhook is told of the end", () => Task.FromResult(_webhook.Messages.Count > 1), seconds: 90);

        Assert.Equal(["[FIRING:1] PostgresDown (test)", "[RESOLVED] PostgresDown (test)"], _webhook.Messages.Select(Title));
        var firing = _webhook.Messages[0];
        Assert.Equal("/services/T000/B000/secret", (string)firing["path"]!);
        Assert.Equal("danger", (string)Attachment(firing)["color"]!);
        Assert.Equal("PostgreSQL does not answer (critical)\nRunbook: docs/RUNBOOKS/PostgresDown.md", ((string)Attachment(firing)["text"]!).Trim());
        Assert.Equal("good", (string)Attachment(_webhook.Messages[1])["color"]!);
        Assert.Equal("Resolved: PostgreSQL does not answer (critical)\nRunbook: docs/RUNBOOKS/PostgresDown.md", ((string)Attachment(_webhook.Messages[1])["text"]!).Trim());
    }

    [Fact]
    public async Task Everything_at_once_is_one_message()
    {
        _exporters.Tell([]);

        await MonitoringServers.EventuallyAsync("everything fires", async () => (await _servers.AlertsAsync()).Keys.Intersect(["ManyTargetsDown", "ServiceDown", "TargetDown"]).Count() == 3);
        await MonitoringServers.EventuallyAsync("the webhook is told", () => Task.FromResult(_webhook.Messages.Count > 0));
        // Longer than any group of alerts waits for its first message.
        await Task.Delay(TimeSpan.FromSeconds(10));

        Assert.Equal(["[FIRING:1] ManyTargetsDown (test)"], _webhook.Messages.Select(Title));
        Assert.All((await _servers.AlertsAsync()).Where(alert => alert.Key != "ManyTargetsDown"), alert => Assert.True(alert.Value, $"{alert.Key} is not held back"));
    }

    [Fact]
    public async Task Two_services_that_are_gone_are_named_in_one_message()
    {
        var figures = Healthy();
        figures.Remove("shop");
        figures.Remove("worker");
        _exporters.Tell(figures);

        await MonitoringServers.EventuallyAsync("the webhook is told", () => Task.FromResult(_webhook.Messages.Count > 0));

        Assert.Equal("[FIRING:2] ServiceDown (test)", Title(_webhook.Messages[0]));
        var text = (string)Attachment(_webhook.Messages[0])["text"]!;
        Assert.Contains("No instance of shop answers (critical)", text);
        Assert.Contains("No instance of worker answers (critical)", text);
    }

    private const string Worker =
        """
        apiVersion: score.dev/v1b1
        metadata: { name: worker, annotations: { slipway.dev/project: worker.csproj, slipway.dev/metrics: "http:/metrics" } }
        containers: { run: { image: . } }
        service: { ports: { http: { port: 80 } } }
        resources: { db: { type: postgres } }
        """;

    private Dictionary<string, Func<string>> Healthy() => new()
    {
        ["shop"] = () => Requests(200),
        ["worker"] = () => "jobs 1\n",
        ["nginx-exporter"] = () => "nginx_up 1\n",
        ["postgres-exporter"] = () => "pg_up 1\n",
    };

    // Every request fails, and a worker that cannot do without a database has ended.
    private Dictionary<string, Func<string>> DeadDatabase() => new()
    {
        ["shop"] = () => Requests(500),
        ["nginx-exporter"] = () => "nginx_up 1\n",
        ["postgres-exporter"] = () => "pg_up 0\n",
    };

    private string Requests(int status) =>
        string.Concat(new[] { 200, 500 }.Select(code =>
            $"http_server_request_duration_seconds_count{{http_response_status_code=\"{code}\"}} {(code == status ? (long)_time.Elapsed.TotalMilliseconds : 0)}\n"));

    private ScrapeTarget Target(string name) => new(name, [$"127.0.0.1:{_exporters.Port}"], $"/{name}") { Workload = name is "shop" or "worker" ? name : null };

    private static JToken Attachment(JObject message) => message["attachments"]![0]!;

    private static string Title(JObject message) => (string)Attachment(message)["title"]!;
}
