using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Downloads.Tests;

/// <summary>The API without a worker: what is queued stays queued.</summary>
public sealed class ApiFixture(RealServers servers) : IAsyncLifetime
{
    public Sandbox Sandbox { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sandbox = await Sandbox.CreateAsync(servers, ("Downloads__EventHeartbeatSeconds", "0.3"));
        Http = (await Sandbox.ServeAsync()).Http;
    }

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}

[Collection(ServersCollection.Name)]
public sealed class DownloadsApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly HttpClient _http = api.Http;

    [Theory]
    [InlineData("serve", "score.yaml")]
    [InlineData("worker", "score-worker.yaml")]
    public async Task A_service_without_any_data_passes_the_smoke_tests_of_its_Score_file(string command, string file)
    {
        await using var sandbox = await Sandbox.CreateAsync(api.Sandbox.Servers);
        var process = await (command == "serve" ? sandbox.ServeAsync() : sandbox.WorkAsync());

        await Servers.ScoreSmoke.PassesAsync(process.Http, Path.Combine(Repository.Root, "apps/Downloads", file));
    }

    [Fact]
    public async Task Health_says_that_the_bucket_can_be_reached()
    {
        using var answer = await _http.GetAsync("/health");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"status":"healthy","checks":{"storage":"ok"}}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Check_finds_a_file_that_is_there()
    {
        using var answer = await _http.PostAsJsonAsync("/v1/download/check", new { file_id = Sandbox.KnownFile });

        var found = await answer.JsonAsync();
        Assert.Equal(Sandbox.KnownFile, found.Number("file_id"));
        Assert.True(found.GetProperty("available").GetBoolean());
        Assert.Equal("downloads/70000.zip", found.Text("s3_key"));
        Assert.True(found.Number("size") > 16_000);
    }

    [Fact]
    public async Task Check_tells_the_truth_about_a_file_that_is_not_there()
    {
        using var answer = await _http.PostAsJsonAsync("/v1/download/check", new { file_id = 77_777 });

        var found = await answer.JsonAsync();
        Assert.False(found.GetProperty("available").GetBoolean());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("size").ValueKind);
    }

    [Fact]
    public async Task Start_prepares_within_the_request_and_says_that_it_is_deprecated()
    {
        using var answer = await _http.PostAsJsonAsync("/v1/download/start", new { file_id = Sandbox.KnownFile });

        Assert.StartsWith("@", Assert.Single(answer.Headers.GetValues("Deprecation")));
        var link = await answer.JsonAsync();
        Assert.Equal(HttpStatusCode.OK, await FetchAsync(link.Text("url")!));
    }

    [Fact]
    public async Task Start_of_a_missing_file_is_not_found()
    {
        using var answer = await _http.PostAsJsonAsync("/v1/download/start", new { file_id = 77_777 });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("77777", (await answer.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task Initiate_accepts_a_job_and_says_where_to_follow_it()
    {
        using var answer = await InitiateAsync(null, Sandbox.KnownFile);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var job = await answer.JsonAsync();
        Assert.Equal("queued", job.Text("status"));
        foreach (var url in (string[])["status_url", "events_url", "result_url"])
            Assert.EndsWith(job.Text("job_id")!, job.Text(url));
        using var status = await _http.GetAsync(job.Text("status_url"));
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
    }

    [Fact]
    public async Task The_same_key_and_body_give_the_same_job()
    {
        var key = NewKey();
        using var first = await InitiateAsync(key, 10_003, 10_010);
        using var second = await InitiateAsync(key, 10_003, 10_010);

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal((await first.JsonAsync()).Text("job_id"), (await second.JsonAsync()).Text("job_id"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_a_conflict()
    {
        var key = NewKey();
        using var first = await InitiateAsync(key, 10_003);
        using var second = await InitiateAsync(key, 10_010);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains(key, (await second.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task Many_clients_that_initiate_at_the_same_moment_with_the_same_key_get_one_job()
    {
        var key = NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => InitiateAsync(key, 10_003)));

        var ids = new HashSet<string?>();
        foreach (var answer in answers)
        {
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            ids.Add((await answer.JsonAsync()).Text("job_id"));
            answer.Dispose();
        }

        Assert.Single(ids);
        Assert.Equal(1, await api.Sandbox.QueryAsync<long>($"select count(*) from download_jobs where idempotency_key = '{key}'"));
    }

    [Fact]
    public async Task The_same_key_of_another_owner_is_another_job()
    {
        var key = NewKey();
        using var mine = await InitiateAsync(key, "ann", 10_003);
        using var theirs = await InitiateAsync(key, "bob", 10_010);

        Assert.Equal(HttpStatusCode.Accepted, theirs.StatusCode);
        Assert.NotEqual((await mine.JsonAsync()).Text("job_id"), (await theirs.JsonAsync()).Text("job_id"));
    }

    [Theory]
    [InlineData("GET", "status")]
    [InlineData("GET", "events")]
    [InlineData("GET", "result")]
    [InlineData("POST", "cancel")]
    public async Task A_job_of_another_owner_does_not_exist(string method, string call)
    {
        using var mine = await InitiateAsync(null, "ann", 10_003);
        var job = (await mine.JsonAsync()).Text("job_id");

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v1/download/{call}/{job}") { Headers = { { "X-User-Id", "bob" } } };
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(404, (await answer.JsonAsync()).Number("status"));
    }

    [Fact]
    public async Task Status_tells_everything_about_a_job_and_when_to_ask_again()
    {
        var id = await _http.InitiateAsync(10_003);

        using var answer = await _http.GetAsync($"/v1/download/status/{id}");

        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        var job = await answer.JsonAsync();
        Assert.Equal(
            ["job_id", "status", "progress", "created_at", "started_at", "completed_at", "attempts", "error", "estimated_seconds"],
            job.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("queued", 0, 0), (job.Text("status"), job.Number("progress"), job.Number("attempts")));
    }

    [Fact]
    public async Task Status_is_not_sent_again_to_a_client_that_has_it()
    {
        var id = await _http.InitiateAsync(10_003);
        using var first = await _http.GetAsync($"/v1/download/status/{id}");
        using var known = await AskAsync(id, first.Headers.ETag!.ToString());
        using var cancelled = await _http.PostAsync($"/v1/download/cancel/{id}", null);
        using var changed = await AskAsync(id, first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Null(changed.Headers.RetryAfter);
    }

    [Fact]
    public async Task Result_of_an_unfinished_job_is_a_conflict_that_names_its_status()
    {
        var id = await _http.InitiateAsync(10_003);

        using var answer = await _http.GetAsync($"/v1/download/result/{id}");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("queued", (await answer.JsonAsync()).Text("job_status"));
    }

    [Fact]
    public async Task A_queued_job_is_cancelled_once_and_then_it_is_a_conflict()
    {
        var id = await _http.InitiateAsync(10_003);
        using var first = await _http.PostAsync($"/v1/download/cancel/{id}", null);
        using var second = await _http.PostAsync($"/v1/download/cancel/{id}", null);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("cancelled", (await first.JsonAsync()).Text("status"));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal("cancelled", (await second.JsonAsync()).Text("job_status"));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("result")]
    [InlineData("events")]
    public async Task A_job_past_its_time_is_gone(string call)
    {
        var id = await _http.InitiateAsync(10_003);
        using var cancelled = await _http.PostAsync($"/v1/download/cancel/{id}", null);
        await api.Sandbox.ExecuteAsync($"update download_jobs set expires_at = now() - interval '1 second' where job_id = '{id}'");

        using var answer = await _http.GetAsync($"/v1/download/{call}/{id}");

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Theory]
    [InlineData("check", """{"file_id":9999}""", "9999")]
    [InlineData("check", """{"file_id":100000001}""", "100000001")]
    [InlineData("check", """{}""", "file_id is missing")]
    [InlineData("check", """{"file_id":"70000"}""", "file_id")]
    [InlineData("start", """{"file_id":1}""", "10000 to 100000000")]
    [InlineData("initiate", """{"file_ids":[]}""", "0 ids")]
    [InlineData("initiate", """{}""", "0 ids")]
    [InlineData("initiate", """{"file_ids":[70000,5]}""", "file_ids[1] is 5")]
    [InlineData("initiate", """{"file_ids":[70000""", "JSON")]
    public async Task A_request_that_is_wrong_is_refused_with_the_value_and_what_was_expected(string call, string body, string expected)
    {
        using var answer = await _http.PostAsync($"/v1/download/{call}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task A_thousand_ids_are_accepted_and_one_more_is_refused()
    {
        using var thousand = await InitiateAsync(null, [.. Enumerable.Range(10_000, 1_000)]);
        using var more = await InitiateAsync(null, [.. Enumerable.Range(10_000, 1_001)]);

        Assert.Equal(HttpStatusCode.Accepted, thousand.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, more.StatusCode);
        Assert.Contains("1001 ids", (await more.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task A_key_or_an_owner_that_is_too_long_is_refused()
    {
        using var key = await InitiateAsync(new string('k', 256), 10_003);
        using var owner = await InitiateAsync(null, new string('o', 201), 10_003);

        Assert.Equal(HttpStatusCode.BadRequest, key.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, owner.StatusCode);
    }

    [Fact]
    public async Task An_unknown_job_is_not_found_and_says_so_in_problem_details()
    {
        using var unknown = await _http.GetAsync($"/v1/download/status/{Guid.NewGuid()}");
        using var nonsense = await _http.GetAsync("/v1/download/status/nonsense");

        Assert.Equal(404, (await unknown.JsonAsync()).Number("status"));
        Assert.Equal(404, (await nonsense.JsonAsync()).Number("status"));
    }

    [Fact]
    public async Task The_queue_is_measured_where_no_worker_runs()
    {
        await _http.InitiateAsync(10_003);

        await Eventually.BecomesAsync(async () =>
        {
            var metrics = await _http.GetStringAsync("/metrics");
            return metrics.Split('\n').Any(line => line.StartsWith("downloads_queue_oldest_age_seconds", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal))
                && metrics.Contains("\ndownloads_queue_depth", StringComparison.Ordinal)
                && metrics.Contains("downloads_jobs_initiated_total{outcome=\"created\"}", StringComparison.Ordinal);
        }, () => "the queue's depth and age are not among the metrics");
    }

    /// <summary>To write it anew: <c>UPDATE_SNAPSHOTS=1 dotnet test tests/Downloads.Tests --filter OpenAPI</c>.</summary>
    [Fact]
    public async Task The_committed_OpenAPI_document_is_the_one_that_is_served()
    {
        var served = JsonNode.Parse(await _http.GetStringAsync("/openapi.json"))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
        var path = Path.Combine(Repository.Root, "apps/Downloads/openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(path, served);

        Assert.Equal(await File.ReadAllTextAsync(path), served);
        Assert.True(JsonNode.Parse(served)!["paths"]!["/v1/download/start"]!["post"]!["deprecated"]!.GetValue<bool>());
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static async Task<HttpStatusCode> FetchAsync(string url)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(url));
        return answer.StatusCode;
    }

    private Task<HttpResponseMessage> InitiateAsync(string? key, params int[] ids) => InitiateAsync(key, null, ids);

    private async Task<HttpResponseMessage> InitiateAsync(string? key, string? owner, params int[] ids)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/download/initiate") { Content = JsonContent.Create(new { file_ids = ids }) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (owner is not null) request.Headers.Add("X-User-Id", owner);
        return await _http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> AskAsync(Guid job, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/download/status/{job}");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await _http.SendAsync(request);
    }
}
