using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Slipway.Downloads.Storage;

namespace Slipway.Downloads.Tests;

/// <summary>API and one worker that needs no time to prepare.</summary>
public sealed class JobFixture(RealServers servers) : IAsyncLifetime
{
    public Sandbox Sandbox { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public DownloadsProcess Worker { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sandbox = await Sandbox.CreateAsync(servers);
        Http = (await Sandbox.ServeAsync()).Http;
        Worker = await Sandbox.WorkAsync();
    }

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}

[Collection(ServersCollection.Name)]
public sealed class JobTests(JobFixture fixture) : IClassFixture<JobFixture>
{
    private readonly HttpClient _http = fixture.Http;

    [Fact]
    public async Task A_job_is_completed_and_its_address_gives_the_very_file()
    {
        var id = await _http.InitiateAsync(Sandbox.KnownFile);
        var job = await _http.BecomesAsync(id, "completed");
        using var answer = await _http.GetAsync($"/v1/download/result/{id}");

        Assert.Equal((100, 1, 0), (job.Number("progress"), job.Number("attempts"), job.Number("estimated_seconds")));
        var file = Assert.Single((await answer.JsonAsync()).GetProperty("files").EnumerateArray());
        using var anybody = new HttpClient();
        var content = await anybody.GetByteArrayAsync(new Uri(file.Text("url")!));
        Assert.Equal(file.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(content)));
        Assert.Equal(file.Number("size"), content.Length);
        Assert.InRange(file.GetProperty("expires_at").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(10), DateTimeOffset.UtcNow.AddMinutes(16));
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task An_address_without_its_signature_opens_nothing()
    {
        var id = await _http.InitiateAsync(Sandbox.KnownFile);
        await _http.BecomesAsync(id, "completed");
        using var answer = await _http.GetAsync($"/v1/download/result/{id}");
        var url = new Uri((await answer.JsonAsync()).GetProperty("files")[0].Text("url")!);

        using var anybody = new HttpClient();
        using var refused = await anybody.GetAsync(new Uri(url.GetLeftPart(UriPartial.Path)));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_missing_file_fails_the_job_at_once_and_the_error_names_it()
    {
        var id = await _http.InitiateAsync(Sandbox.KnownFile, 77_777);

        var job = await _http.BecomesAsync(id, "failed");

        Assert.Equal(1, job.Number("attempts"));
        Assert.Contains("file 77777 does not exist", job.Text("error"));
        using var result = await _http.GetAsync($"/v1/download/result/{id}");
        Assert.Equal(HttpStatusCode.Conflict, result.StatusCode);
    }

    [Fact]
    public async Task A_client_that_comes_back_finds_its_job_by_the_same_key()
    {
        var key = Guid.NewGuid().ToString();
        using var before = new HttpClient { BaseAddress = _http.BaseAddress };
        var id = await InitiateAsync(before, key);
        await _http.BecomesAsync(id, "completed");
        using var after = new HttpClient { BaseAddress = _http.BaseAddress };

        Assert.Equal(id, await InitiateAsync(after, key));
        using var result = await after.GetAsync($"/v1/download/result/{id}");
        Assert.Equal(HttpStatusCode.OK, result.StatusCode);
    }

    [Fact]
    public async Task Many_jobs_are_each_done_once()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _http.InitiateAsync(Sandbox.KnownFile)));

        foreach (var id in ids) Assert.Equal(1, (await _http.BecomesAsync(id, "completed")).Number("attempts"));
    }

    [Fact]
    public async Task The_worker_counts_what_it_does()
    {
        await _http.BecomesAsync(await _http.InitiateAsync(Sandbox.KnownFile), "completed");

        var metrics = await fixture.Worker.Http.GetStringAsync("/metrics");

        Assert.Contains("downloads_jobs_total{outcome=\"completed\"}", metrics);
        Assert.Contains("downloads_attempt_duration_seconds_bucket{outcome=\"completed\",le=\"0.25\"}", metrics);
        Assert.Contains("downloads_worker_busy", metrics);
    }

    [Fact]
    public async Task Demo_files_are_stored_where_the_environment_asks_for_them()
    {
        var asked = new Dictionary<string, string>(fixture.Sandbox.Environment) { ["DemoData__Enabled"] = "true" };
        await DownloadsProcess.RunAsync("seed", asked);
        await DownloadsProcess.RunAsync("seed", asked);

        using var first = await _http.PostAsJsonAsync("/v1/download/check", new { file_id = 70_000 });
        using var last = await _http.PostAsJsonAsync("/v1/download/check", new { file_id = DemoFiles.Ids.Last() });
        Assert.True((await first.JsonAsync()).GetProperty("available").GetBoolean());
        Assert.True((await last.JsonAsync()).GetProperty("available").GetBoolean());
    }

    [Fact]
    public async Task Demo_files_are_not_stored_where_the_environment_does_not_ask()
    {
        var bucket = await fixture.Sandbox.Servers.Storage.CreateBucketAsync();
        var environment = new Dictionary<string, string>(fixture.Sandbox.Environment)
        {
            ["S3__Bucket"] = bucket.Name,
            ["S3__AccessKeyId"] = bucket.AccessKeyId,
            ["S3__SecretKey"] = bucket.SecretKey,
            ["DemoData__Enabled"] = "false",
        };
        await DownloadsProcess.RunAsync("seed", environment);

        using var files = new FileStore(new StorageOptions { Endpoint = bucket.Endpoint, Bucket = bucket.Name, AccessKeyId = bucket.AccessKeyId, SecretKey = bucket.SecretKey }, TimeProvider.System);
        Assert.Null(await files.FindAsync(70_000, CancellationToken.None));
    }

    [Fact]
    public async Task Finished_jobs_are_deleted_when_their_time_is_past_and_their_ids_remembered()
    {
        await using var sandbox = await Sandbox.CreateAsync(fixture.Sandbox.Servers, ("Downloads__KeepHours", "0.0003"));
        var http = (await sandbox.ServeAsync()).Http;
        await sandbox.WorkAsync();
        var id = await http.InitiateAsync(Sandbox.KnownFile);

        await Eventually.BecomesAsync(async () => await sandbox.QueryAsync<long>("select count(*) from download_jobs") == 0, () => "the job was not deleted");

        using var result = await http.GetAsync($"/v1/download/result/{id}");
        Assert.Equal(HttpStatusCode.Gone, result.StatusCode);
    }

    private static async Task<Guid> InitiateAsync(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/download/initiate") { Content = JsonContent.Create(new { file_ids = new[] { Sandbox.KnownFile } }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        return (await answer.JsonAsync()).GetProperty("job_id").GetGuid();
    }
}
