using System.Collections.Immutable;
using System.Diagnostics;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Monitoring;
using Slipway.Servers;

namespace Infra.Tests.Monitoring;

/// <summary>
/// A real Prometheus and a real Alertmanager with the files of an environment, in which every wait is shorter:
/// what takes a minute there takes eighteen seconds here. Windows of figures stay as they are.
/// </summary>
internal sealed class MonitoringServers : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-delivery-").FullName;
    private readonly List<Process> _processes = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int _prometheus = FreePort.Find();
    private readonly int _alertmanager = FreePort.Find();

    public Uri Alertmanager => new($"http://127.0.0.1:{_alertmanager}/");

    public async Task StartAsync(Observed observed, IEnumerable<ScrapeTarget> targets, string? webhook)
    {
        var webhookFile = Path.Combine(_folder, "slack-webhook");
        if (webhook is not null)
            File.WriteAllText(webhookFile, webhook);
        Write("rules.yml", Shorter(new RuleFile(observed).ToString()));
        Write("alertmanager.yml", Shorter(new AlertmanagerConfiguration(observed, webhook is null ? null : webhookFile).ToString()));
        Write("prometheus.yml", Shorter(new PrometheusConfiguration
        {
            Targets = [.. targets],
            RulesFile = Path.Combine(_folder, "rules.yml"),
            Alertmanager = $"127.0.0.1:{_alertmanager}",
            Stack = observed.Stack,
        }.ToString()));
        Start("prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=prometheus", $"--web.listen-address=127.0.0.1:{_prometheus}");
        await EventuallyAsync("Prometheus is ready", () => IsReadyAsync(_prometheus));
        // It takes five seconds to know whom to read from. Until then everything seems to be down, for longer than shortened waits allow.
        await EventuallyAsync("Prometheus reaches every target and raises no alert", async () =>
            (await PrometheusAsync("alertmanagers"))["activeAlertmanagers"]!.Any()
            && (await PrometheusAsync("targets?state=active"))["activeTargets"]!.All(target => (string)target["health"]! == "up")
            && !(await PrometheusAsync("alerts"))["alerts"]!.Any());
        Start("prometheus-alertmanager", "--config.file=alertmanager.yml", "--storage.path=alertmanager", $"--web.listen-address=127.0.0.1:{_alertmanager}", "--cluster.listen-address=");
        await EventuallyAsync("Alertmanager is ready", () => IsReadyAsync(_alertmanager));
    }

    /// <summary>The alerts Alertmanager has, and which of them it holds back because of others.</summary>
    public async Task<ImmutableSortedDictionary<string, bool>> AlertsAsync() =>
        JArray.Parse(await _http.GetStringAsync(new Uri(Alertmanager, "api/v2/alerts")))
            .GroupBy(alert => (string)alert["labels"]!["alertname"]!)
            .ToImmutableSortedDictionary(group => group.Key, group => group.All(alert => alert["status"]!["inhibitedBy"]!.Any()), StringComparer.Ordinal);

    private async Task<JToken> PrometheusAsync(string what) =>
        JObject.Parse(await _http.GetStringAsync(new Uri($"http://127.0.0.1:{_prometheus}/api/v1/{what}")))["data"]!;

    public static async Task EventuallyAsync(string what, Func<Task<bool>> isSo, int seconds = 180)
    {
        var patience = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(seconds), $"Not within {seconds} s: {what}");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private static string Shorter(string json)
    {
        string[] waits = ["for", "group_wait", "group_interval", "scrape_interval", "evaluation_interval", "scrape_timeout"];
        var root = JObject.Parse(json);
        foreach (var wait in root.Descendants().OfType<JProperty>().Where(property => waits.Contains(property.Name)).ToList())
        {
            var text = (string)wait.Value!;
            var seconds = int.Parse(text[..^1]) * (text[^1] switch { 's' => 1, 'm' => 60, _ => throw new InvalidOperationException($"'{text}' is no wait in s or m.") });
            wait.Value = $"{seconds * 300}ms";
        }
        return root.ToString();
    }

    private void Start(string program, params string[] arguments) =>
        // Their logs end with the folder; what they said of a failure is in the assertion that waits for them.
        _processes.Add(Process.Start(new ProcessStartInfo("sh", ["-c", $"exec \"$@\" > {program}.log 2>&1", "sh", program, .. arguments]) { WorkingDirectory = _folder })!);

    private async Task<bool> IsReadyAsync(int port)
    {
        Assert.All(_processes, process => Assert.False(process.HasExited, string.Concat(Directory.GetFiles(_folder, "*.log").Select(File.ReadAllText))));
        try
        {
            using var answer = await _http.GetAsync(new Uri($"http://127.0.0.1:{port}/-/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
