// Whether InboxHealth loses call events at a constant rate, and what that takes: the service as a process of its own, the
// simulated sources beside it, and a real PostgreSQL. Without a database named, that is the throw-away server of the tests, which
// does not wait for the disk; name an empty one on a server that does to measure that as well.
// Requests start on a fixed schedule, whether or not earlier ones have been answered, and the time of each counts from its
// scheduled start: a service that stalls is not let off by a client that waits for it.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using Slipway.InboxHealth;
using Slipway.InboxSimulator;
using Slipway.InboxSimulator.Vapi;
using Slipway.Servers;

if (args is not [var rateText, var secondsText, ..] || args.Length > 3)
{
    Console.Error.WriteLine("usage: Webhooks <events a second> <seconds> [connection string of an empty database]");
    return 2;
}

const string Secret = "the secret of this benchmark";
var rate = int.Parse(rateText, CultureInfo.InvariantCulture);
var count = rate * int.Parse(secondsText, CultureInfo.InvariantCulture);

await using var postgres = new PostgresServer();
if (args.Length == 2) await postgres.InitializeAsync();
var connection = args.Length == 3 ? args[2] : await postgres.CreateDatabaseAsync();
var database = new NpgsqlConnectionStringBuilder(connection);
var (chatRacePort, relayPort, servicePort) = (FreePort.Find(), FreePort.Find(), FreePort.Find());
var sources = new Dictionary<string, string>
{
    ["ConnectionStrings__Default"] = connection,
    ["ChatRace__Port"] = $"{chatRacePort}",
    ["ChatRace__Token"] = "token",
    ["Relay__Port"] = $"{relayPort}",
    ["Vapi__WebhookSecret"] = Secret,
    ["Vapi__WebhookUrl"] = $"http://127.0.0.1:{servicePort}/webhooks/vapi",
};
var simulatorAssembly = typeof(InboxSimulatorService).Assembly.Location;
var (migrated, _, migrationErrors) = await ServiceProcess.RunAsync(simulatorAssembly, ["migrate"], sources);
if (migrated != 0) throw new InvalidOperationException(migrationErrors);
await using var simulator = ServiceProcess.Start(simulatorAssembly, ["serve"], sources);
await simulator.WaitUntilReadyAsync();
await using var service = ServiceProcess.Start(typeof(InboxHealthService).Assembly.Location, ["serve"], new Dictionary<string, string>
{
    ["ChatRace__ApiUrl"] = $"http://127.0.0.1:{chatRacePort}/api/users",
    ["ChatRace__Token"] = "token",
    ["Woodstock__Host"] = database.Host!,
    ["Woodstock__Port"] = $"{database.Port}",
    ["Woodstock__Name"] = database.Database!,
    ["Woodstock__Username"] = database.Username!,
    ["Woodstock__Password"] = database.Password!,
    ["Vapi__WebhookSecret"] = Secret,
    // As its Score file has them.
    ["DOTNET_GCHeapHardLimit"] = "0x2000000",
    ["DOTNET_GCgen0size"] = "0x200000",
    ["DOTNET_TC_CallCounting"] = "0",
}, servicePort);
await service.WaitUntilReadyAsync();
using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { BaseAddress = service.Address };
var idle = ResidentMebibytes();

// The first requests of a process are compiled while they run.
await RunAsync("warm-up", rate);
var storedBefore = await StoredAsync();
var countedBefore = await CountedAsync();
var (latencies, accepted) = await RunAsync("measured", count);

var stored = await StoredAsync() - storedBefore;
var counted = await CountedAsync() - countedBefore;
Array.Sort(latencies);
double Percentile(double share) => latencies[Math.Min(latencies.Length - 1, (int)(share * latencies.Length))];
Console.WriteLine($"sent {count} at {rate}/s, accepted {accepted}, stored {stored}, counted {counted}, p50 {Percentile(0.5):0.0} ms, p99 {Percentile(0.99):0.0} ms, max {latencies[^1]:0.0} ms, memory {idle:0} MiB idle, {PeakMebibytes():0} MiB at most, {ResidentMebibytes():0} MiB afterwards");
return accepted == count && stored == count && counted == count ? 0 : 1;

async Task<(double[] Latencies, int Accepted)> RunAsync(string run, int events)
{
    var start = Stopwatch.GetTimestamp();
    var sent = new Task<(double Milliseconds, bool IsAccepted)>[events];
    for (var number = 0; number < events; number++)
    {
        var due = TimeSpan.FromSeconds((double)number / rate);
        var wait = due - Stopwatch.GetElapsedTime(start);
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
        sent[number] = SendAsync($"{run}-{number}", start, due);
    }

    var results = await Task.WhenAll(sent);
    return ([.. results.Select(result => result.Milliseconds)], results.Count(result => result.IsAccepted));
}

async Task<(double Milliseconds, bool IsAccepted)> SendAsync(string callId, long start, TimeSpan due)
{
    var now = DateTimeOffset.UtcNow;
    var timestamp = $"{now.ToUnixTimeMilliseconds()}";
    var body = CallReport.Body(callId, now);
    using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/vapi") { Content = new ByteArrayContent(body) };
    request.Headers.Add("x-timestamp", timestamp);
    request.Headers.Add("x-signature", CallReport.Sign(Secret, timestamp, body));
    using var response = await http.SendAsync(request);
    await response.Content.ReadAsByteArrayAsync();
    return ((Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds, response.StatusCode == HttpStatusCode.OK);
}

async Task<long> StoredAsync()
{
    await using var source = NpgsqlDataSource.Create(connection);
    await using var command = source.CreateCommand("select count(*) from vapi_calls");
    return (long)(await command.ExecuteScalarAsync())!;
}

async Task<long> CountedAsync()
{
    var metrics = await http.GetStringAsync("/metrics");
    var line = metrics.Split('\n').Single(line => line.StartsWith("vapi_webhook_events_total ", StringComparison.Ordinal));
    return long.Parse(line[(line.IndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}

double ResidentMebibytes() => StatusMebibytes("VmRSS:");

double PeakMebibytes() => StatusMebibytes("VmHWM:");

double StatusMebibytes(string field) => File.ReadLines($"/proc/{service.Id}/status")
    .Where(line => line.StartsWith(field, StringComparison.Ordinal))
    .Select(line => double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024)
    .Single();
