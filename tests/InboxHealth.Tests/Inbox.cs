using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Slipway.InboxSimulator;
using Slipway.InboxSimulator.ChatRace;
using Slipway.InboxSimulator.Vapi;
using Slipway.InboxSimulator.Woodstock;
using Slipway.Servers;

namespace Slipway.InboxHealth.Tests;

/// <summary>The monitor and the simulated sources, with short times, over a database of its own on a real server.</summary>
public sealed class Inbox : IAsyncDisposable
{
    public const string Secret = "a secret that both sides have";
    private const string Token = "the token of the simulated chat platform";

    private readonly WebApplication _simulator;
    private readonly WebApplication _monitor;

    private Inbox(WebApplication simulator, WebApplication monitor, NpgsqlDataSource database, int port)
    {
        _simulator = simulator;
        _monitor = monitor;
        Database = database;
        Monitor = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        Sources = new HttpClient { BaseAddress = new(simulator.Urls.First()) };
    }

    public HttpClient Monitor { get; }

    /// <summary>The simulator's own API.</summary>
    public HttpClient Sources { get; }

    public NpgsqlDataSource Database { get; }

    public MemoryStream Log { get; private init; } = new();

    public static async Task<Inbox> StartAsync(PostgresServer server, params (string Name, string Value)[] settings)
    {
        var connection = await server.CreateDatabaseAsync();
        var port = FreePort.Find();
        var forSimulator = new Dictionary<string, string?>
        {
            ["PORT"] = "0",
            ["ConnectionStrings:Default"] = connection,
            ["ChatRace:Token"] = Token,
            ["Vapi:WebhookSecret"] = Secret,
            ["Vapi:WebhookUrl"] = $"http://127.0.0.1:{port}/webhooks/vapi",
        };
        await using var errors = new StringWriter();
        await InboxSimulatorService.Define().RunAsync(["migrate"], forSimulator, errors, CancellationToken.None);
        Assert.Equal("", errors.ToString());
        var simulator = InboxSimulatorService.Define().Build("serve", forSimulator, new MemoryStream());
        await simulator.StartAsync();

        var parts = new NpgsqlConnectionStringBuilder(connection);
        var forMonitor = new Dictionary<string, string?>
        {
            ["PORT"] = $"{port}",
            ["Probes:IntervalSeconds"] = "1",
            ["Probes:TimeoutSeconds"] = "0.9",
            ["ChatRace:ApiUrl"] = $"{simulator.Services.GetRequiredService<ChatRaceListener>().Address}",
            ["ChatRace:Token"] = Token,
            ["Woodstock:Host"] = "127.0.0.1",
            ["Woodstock:Port"] = $"{simulator.Services.GetRequiredService<WoodstockRelay>().Port}",
            ["Woodstock:Name"] = parts.Database,
            ["Woodstock:Username"] = parts.Username,
            ["Woodstock:Password"] = parts.Password,
            ["Vapi:WebhookSecret"] = Secret,
            ["Vapi:PatienceSeconds"] = "2",
        };
        foreach (var (name, value) in settings) forMonitor[name] = value;
        var log = new MemoryStream();
        var monitor = InboxHealthService.Define().Build("serve", forMonitor, log);
        await monitor.StartAsync();
        return new Inbox(simulator, monitor, NpgsqlDataSource.Create(connection), port) { Log = log };
    }

    public async Task SetFaultAsync(string source, string fault, double? seconds = null)
    {
        using var answer = await Sources.PutAsJsonAsync($"/faults/{source}", new { fault, seconds });
        answer.EnsureSuccessStatusCode();
    }

    public async Task ClearFaultAsync(string source)
    {
        using var answer = await Sources.DeleteAsync($"/faults/{source}");
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> ProbesAsync() => await Monitor.GetFromJsonAsync<JsonElement>("/api/v1/probes");

    public async Task<JsonElement> ProbeAsync(string name) =>
        (await ProbesAsync()).GetProperty("probes").EnumerateArray().Single(probe => probe.GetProperty("name").GetString() == name);

    /// <summary>Waits until a probe says so, and gives it.</summary>
    public Task<JsonElement> ProbeBecomesAsync(string name, string status) =>
        Eventually.GetAsync(() => ProbeAsync(name), probe => probe.GetProperty("status").GetString() == status, $"probe {name} {status}");

    /// <summary>Waits for looks that began after this call, and gives the last.</summary>
    public async Task<JsonElement> ProbeAgainAsync(string name, int looks = 2)
    {
        for (var look = 0; look < looks; look++)
        {
            var before = await CheckedAtAsync();
            await Eventually.GetAsync(CheckedAtAsync, after => after != before, $"another look of probe {name}");
        }

        return await ProbeAsync(name);

        async Task<string?> CheckedAtAsync() => (await ProbeAsync(name)).GetProperty("checked_at").GetString();
    }

    /// <summary>Value of a metric with its labels as they are written; null when it is not there.</summary>
    public async Task<double?> MetricAsync(string series)
    {
        var text = await Monitor.GetStringAsync("/metrics");
        var line = text.Split('\n').SingleOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? null : double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Posts a body as it is, signed as VAPI would sign it unless told otherwise.</summary>
    public async Task<HttpResponseMessage> PostAsync(byte[] body, string? timestamp = null, string? signature = null, bool isSigned = true)
    {
        timestamp ??= $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/vapi") { Content = new ByteArrayContent(body) };
        if (isSigned)
        {
            request.Headers.Add("x-timestamp", timestamp);
            request.Headers.Add("x-signature", signature ?? CallReport.Sign(Secret, timestamp, body));
        }

        return await Monitor.SendAsync(request);
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        Monitor.Dispose();
        Sources.Dispose();
        await _monitor.DisposeAsync();
        await _simulator.DisposeAsync();
        await Database.DisposeAsync();
    }
}
