using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Slipway.Downloads.Storage;
using Slipway.Servers;

namespace Slipway.Downloads.Tests;

/// <summary>A database, a bucket and the processes of one test or class of tests, with short times.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    public const int KnownFile = 70_000;

    private readonly List<DownloadsProcess> _processes = [];

    private Sandbox(RealServers servers, string connection, S3Bucket bucket)
    {
        Servers = servers;
        Database = NpgsqlDataSource.Create(connection);
        Files = new FileStore(new StorageOptions { Endpoint = bucket.Endpoint, Bucket = bucket.Name, AccessKeyId = bucket.AccessKeyId, SecretKey = bucket.SecretKey }, TimeProvider.System);
        Environment = new()
        {
            ["ConnectionStrings__Default"] = connection,
            ["S3__Endpoint"] = bucket.Endpoint,
            ["S3__Bucket"] = bucket.Name,
            ["S3__AccessKeyId"] = bucket.AccessKeyId,
            ["S3__SecretKey"] = bucket.SecretKey,
            ["Downloads__PreparationSeconds"] = "0",
            ["Downloads__LeaseSeconds"] = "4",
            ["Downloads__HeartbeatSeconds"] = "0.5",
            ["Downloads__PollSeconds"] = "0.5",
            ["Downloads__RetrySeconds"] = "0.2",
            ["Downloads__MaxRetrySeconds"] = "1",
        };
    }

    public RealServers Servers { get; }

    public NpgsqlDataSource Database { get; }

    public FileStore Files { get; }

    public Dictionary<string, string> Environment { get; }

    public static async Task<Sandbox> CreateAsync(RealServers servers, params (string Name, string Value)[] settings)
    {
        // A test before may have restarted the server: pooled connections to it are dead.
        NpgsqlConnection.ClearAllPools();
        // The test server commits carelessly to be fast; here a commit must survive a crash, as it does in production.
        var connection = new NpgsqlConnectionStringBuilder(await servers.Postgres.CreateDatabaseAsync()) { Options = "-c synchronous_commit=on" }.ConnectionString;
        var sandbox = new Sandbox(servers, connection, await servers.Storage.CreateBucketAsync());
        foreach (var (name, value) in settings) sandbox.Environment[name] = value;
        await DownloadsProcess.RunAsync("migrate", sandbox.Environment);
        await sandbox.Files.SaveAsync(KnownFile, DemoFiles.Content(KnownFile), CancellationToken.None);
        return sandbox;
    }

    public Task<DownloadsProcess> ServeAsync() => StartAsync("serve");

    public Task<DownloadsProcess> WorkAsync() => StartAsync("worker");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        Files.Dispose();
        await Database.DisposeAsync();
    }

    private async Task<DownloadsProcess> StartAsync(string command)
    {
        var process = await DownloadsProcess.StartAsync(command, Environment);
        _processes.Add(process);
        return process;
    }
}

/// <summary>What a client does.</summary>
public static class Client
{
    public static async Task<Guid> InitiateAsync(this HttpClient http, params int[] fileIds)
    {
        using var answer = await http.PostAsJsonAsync("/v1/download/initiate", new { file_ids = fileIds });
        return (await answer.JsonAsync()).GetProperty("job_id").GetGuid();
    }

    public static async Task<JsonElement> StatusAsync(this HttpClient http, Guid job)
    {
        using var answer = await http.GetAsync($"/v1/download/status/{job}");
        return await answer.JsonAsync();
    }

    /// <summary>Waits until the job is in a state, and gives it.</summary>
    public static async Task<JsonElement> BecomesAsync(this HttpClient http, Guid job, string status)
    {
        JsonElement last = default;
        await Eventually.BecomesAsync(async () =>
        {
            last = await http.StatusAsync(job);
            return last.Text("status") == status;
        }, () => $"the job did not become {status}, it is {last}");
        return last;
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{(int)answer.StatusCode} without problem details: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
