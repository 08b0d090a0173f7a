using System.Diagnostics;
using System.Net;
using Slipway.Downloads.Jobs;

namespace Slipway.Downloads.Tests;

/// <summary>What the service is designed to live through.</summary>
[Collection(ServersCollection.Name)]
public sealed class FaultTests(RealServers servers)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Postgres_restarts_in_mid_job_and_the_job_is_completed_by_the_same_attempt(bool crash)
    {
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__PreparationSeconds", "6"), ("Downloads__LeaseSeconds", "60"));
        var http = (await sandbox.ServeAsync()).Http;
        await sandbox.WorkAsync();
        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await http.BecomesAsync(id, "processing");

        await (crash ? servers.Postgres.CrashAsync() : servers.Postgres.StopAsync());
        using var without = await http.GetAsync($"/v1/download/status/{id}");
        await servers.Postgres.StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, without.StatusCode);
        Assert.NotNull(without.Headers.RetryAfter);
        await Eventually.BecomesAsync(async () => (await http.GetAsync($"/v1/download/status/{id}")).IsSuccessStatusCode, () => "the API did not find its database again");
        Assert.Equal(1, (await http.BecomesAsync(id, "completed")).Number("attempts"));
    }

    [Fact]
    public async Task Workers_and_streams_are_woken_again_after_Postgres_restarted()
    {
        // Polling is off for the length of the test: only a notification can start the job.
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__PollSeconds", "60"), ("Downloads__EventHeartbeatSeconds", "60"));
        var http = (await sandbox.ServeAsync()).Http;
        await sandbox.WorkAsync();
        await http.BecomesAsync(await http.InitiateAsync(Sandbox.KnownFile), "completed");

        await servers.Postgres.StopAsync();
        await servers.Postgres.StartAsync();
        await Eventually.BecomesAsync(
            async () => await sandbox.QueryAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and query like 'listen%'") == 2,
            () => "API and worker do not listen again");

        var id = await http.InitiateAsync(Sandbox.KnownFile);
        var events = await EventStream.ReadToEndAsync(http, id);
        Assert.Equal("completed", events[^1].Data.Text("status"));
    }

    [Fact]
    public async Task Storage_that_cannot_be_reached_shows_in_health_and_jobs_wait_for_it()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__MaxAttempts", "100"));
        var http = (await sandbox.ServeAsync()).Http;
        await sandbox.WorkAsync();
        await servers.Storage.StopAsync();

        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await Eventually.BecomesAsync(async () => (await http.StatusAsync(id)).Number("attempts") >= 2, () => "the job was not tried again");
        using var health = await http.GetAsync("/health");
        using var check = await http.PostAsync("/v1/download/check", new StringContent("""{"file_id":70000}""", System.Text.Encoding.UTF8, "application/json"));
        using var ready = await http.GetAsync("/health/ready");
        await servers.Storage.StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("""{"status":"unhealthy","checks":{"storage":"error"}}""", await health.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, check.StatusCode);
        Assert.Equal(503, (await check.JsonAsync()).Number("status"));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await http.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task Storage_that_never_answers_is_reported_within_a_bounded_time()
    {
        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var sandbox = await Sandbox.CreateAsync(servers, ("S3__Endpoint", $"http://{silent.LocalEndpoint}"));
        var http = (await sandbox.ServeAsync()).Http;

        var asked = Stopwatch.StartNew();
        using var health = await http.GetAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        // Two seconds are meant; ten is still far from the client's own patience.
        Assert.True(asked.Elapsed < TimeSpan.FromSeconds(10), $"it took {asked.Elapsed}");
    }

    [Fact]
    public async Task Attempts_are_given_up_when_storage_stays_away()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__MaxAttempts", "3"));
        var http = (await sandbox.ServeAsync()).Http;
        await sandbox.WorkAsync();
        await servers.Storage.StopAsync();

        var id = await http.InitiateAsync(Sandbox.KnownFile);
        var job = await http.BecomesAsync(id, "failed");
        await servers.Storage.StartAsync();

        Assert.Equal(3, job.Number("attempts"));
        Assert.Contains("given up after 3 attempts", job.Text("error"));
        Assert.Equal(2, await sandbox.QueryAsync<int>($"select retry_count from download_jobs where job_id = '{id}'"));
    }

    [Fact]
    public async Task A_killed_workers_job_is_leased_again_and_completed_once()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__PreparationSeconds", "3"));
        var http = (await sandbox.ServeAsync()).Http;
        var first = await sandbox.WorkAsync();
        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await http.BecomesAsync(id, "processing");

        await first.EndAsync("KILL");
        var second = await sandbox.WorkAsync();
        var job = await http.BecomesAsync(id, "completed");

        Assert.Equal(2, job.Number("attempts"));
        Assert.Contains("downloads_jobs_total{outcome=\"completed\"} 1", await second.Http.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task A_worker_that_was_thought_dead_cannot_write_an_outcome()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers);
        var options = new DownloadsOptions();
        var queue = new JobQueue(sandbox.Database, options);
        await new JobStore(sandbox.Database, options).InitiateAsync("ann", [Sandbox.KnownFile], null, CancellationToken.None);
        var stale = await queue.LeaseAsync("stale", CancellationToken.None);
        await sandbox.ExecuteAsync("update download_jobs set lease_until = now() - interval '1 second'");
        Assert.Equal((1, 0), await queue.ReapAsync(CancellationToken.None));
        var fresh = await queue.LeaseAsync("fresh", CancellationToken.None);

        Assert.False(await queue.CompleteAsync(stale!, [], CancellationToken.None));
        Assert.False(await queue.FailAsync(stale!, "stale", CancellationToken.None));
        Assert.False(await queue.RetryAsync(stale!, "stale", TimeSpan.Zero, CancellationToken.None));
        Assert.False(await queue.HandBackAsync(stale!, CancellationToken.None));
        Assert.False(await queue.ReportAsync(stale!, 50, 1, CancellationToken.None));
        Assert.Empty(await queue.RenewAsync("stale", [stale!], CancellationToken.None));
        Assert.True(await queue.CompleteAsync(fresh!, [], CancellationToken.None));
        Assert.Null(await queue.LeaseAsync("third", CancellationToken.None));
    }

    [Fact]
    public async Task A_stopping_worker_finishes_a_short_job()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__PreparationSeconds", "3"), ("Downloads__DrainSeconds", "60"));
        var http = (await sandbox.ServeAsync()).Http;
        var worker = await sandbox.WorkAsync();
        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await http.BecomesAsync(id, "processing");

        var code = await worker.EndAsync("TERM");

        Assert.Equal(0, code);
        Assert.Equal("completed", (await http.StatusAsync(id)).Text("status"));
    }

    [Fact]
    public async Task A_stopping_worker_hands_back_a_long_job_without_counting_the_attempt()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__PreparationSeconds", "600"), ("Downloads__DrainSeconds", "1"), ("Downloads__LeaseSeconds", "600"));
        var http = (await sandbox.ServeAsync()).Http;
        var worker = await sandbox.WorkAsync();
        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await http.BecomesAsync(id, "processing");

        var code = await worker.EndAsync("TERM");

        Assert.Equal(0, code);
        var job = await http.StatusAsync(id);
        Assert.Equal(("queued", 0), (job.Text("status"), job.Number("attempts")));
    }

    [Fact]
    public async Task A_job_that_kills_its_worker_each_time_is_given_up()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__PreparationSeconds", "600"), ("Downloads__MaxAttempts", "2"), ("Downloads__LeaseSeconds", "2"));
        var http = (await sandbox.ServeAsync()).Http;
        var id = await http.InitiateAsync(Sandbox.KnownFile);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var victim = await sandbox.WorkAsync();
            await Eventually.BecomesAsync(async () =>
            {
                var now = await http.StatusAsync(id);
                return now.Text("status") == "processing" && now.Number("attempts") == attempt;
            }, () => "the job was not leased again");
            await victim.EndAsync("KILL");
        }

        await sandbox.WorkAsync();
        var job = await http.BecomesAsync(id, "failed");

        Assert.Equal(2, job.Number("attempts"));
        Assert.Contains("the worker was lost during each of 2 attempts", job.Text("error"));
    }

    [Fact]
    public async Task A_running_job_that_is_cancelled_stops()
    {
        // Told by notification: with this lease the heartbeat would come too late to explain it.
        await using var sandbox = await Sandbox.CreateAsync(servers,
            ("Downloads__PreparationSeconds", "600"), ("Downloads__LeaseSeconds", "600"), ("Downloads__HeartbeatSeconds", "60"));
        await StopsAfterCancelAsync(sandbox);
    }

    [Fact]
    public async Task A_running_job_that_is_cancelled_stops_even_when_the_notification_is_lost()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__PreparationSeconds", "600"), ("Downloads__LeaseSeconds", "600"));
        await sandbox.ExecuteAsync("alter table download_jobs disable trigger download_jobs_announce_change");
        await StopsAfterCancelAsync(sandbox);
    }

    [Fact]
    public async Task A_stopping_API_tells_those_who_follow_a_job_to_come_back()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers);
        var api = await sandbox.ServeAsync();
        var id = await api.Http.InitiateAsync(Sandbox.KnownFile);
        await using var stream = await EventStream.OpenAsync(api.Http, id);
        Assert.Equal("queued", (await stream.NextAsync())!.Data.Text("status"));

        var ending = api.EndAsync("TERM");
        var last = await stream.NextAsync();

        Assert.Equal("reconnect", last!.Event);
        Assert.Null(await stream.NextAsync());
        Assert.Equal(0, await ending);
    }

    private static async Task StopsAfterCancelAsync(Sandbox sandbox)
    {
        var http = (await sandbox.ServeAsync()).Http;
        var worker = await sandbox.WorkAsync();
        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await http.BecomesAsync(id, "processing");

        using var cancelled = await http.PostAsync($"/v1/download/cancel/{id}", null);
        var since = Stopwatch.StartNew();
        await Eventually.BecomesAsync(
            async () => (await worker.Http.GetStringAsync("/metrics")).Contains("downloads_jobs_total{outcome=\"cancelled\"} 1", StringComparison.Ordinal),
            () => "the worker went on");

        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        // Two seconds are meant and usual; the ceiling leaves room for a loaded machine and is far below the job's 600.
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), $"it took {since.Elapsed}");
        Assert.Equal("cancelled", (await http.StatusAsync(id)).Text("status"));
    }
}
