using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Slipway.Downloads.Jobs;

namespace Slipway.Downloads.Tests;

/// <summary>
/// The release of a worker: the new version starts beside the old one, which then gets SIGTERM, as supervisord sends it. Both are
/// processes of their own, and the table of jobs keeps a diary of who held which job when.
/// </summary>
[Collection(ServersCollection.Name)]
public sealed partial class WorkerReleaseTests(RealServers servers)
{
    private const int Jobs = 240;
    private const int Releases = 4;

    // Of stopwaitsecs: after that supervisord kills.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private const string Diary =
        """
        create table diary (entry bigserial primary key, job_id uuid not null, was text not null, became text not null, worker text, attempt int not null);
        create function keep_diary() returns trigger language plpgsql as $$
        begin
            insert into diary (job_id, was, became, worker, attempt) values (new.job_id, old.status, new.status, coalesce(new.worker, old.worker), new.attempts);
            return null;
        end $$;
        create trigger keep_diary after update on download_jobs for each row
            when (old.status is distinct from new.status or old.worker is distinct from new.worker)
            execute function keep_diary();
        """;

    [Fact]
    public async Task Through_one_release_after_the_other_every_job_is_completed_once_and_its_callback_sent_once()
    {
        // A job left behind with a worker that is gone would stay there: its lease is longer than the test.
        await using var sandbox = await Sandbox.CreateAsync(servers,
            ("Downloads__PreparationSeconds", "0-4"), ("Downloads__DrainSeconds", "1"), ("Downloads__LeaseSeconds", "600"),
            ("Downloads__Concurrency", "24"), ("Downloads__AllowPrivateWebhooks", "true"));
        await using var receiver = await CountingReceiver.StartAsync(TimeSpan.FromMilliseconds(100));
        await sandbox.ExecuteAsync(Diary);
        var http = (await sandbox.ServeAsync()).Http;
        using var registered = await http.PostAsJsonAsync("/v1/download/webhooks", new { url = receiver.Address });
        var old = await sandbox.WorkAsync();
        var workers = new List<DownloadsProcess> { old };
        await Parallel.ForAsync(0, Jobs, async (_, _) => await http.InitiateAsync(Sandbox.KnownFile));

        for (var release = 0; release < Releases; release++)
        {
            var fresh = await sandbox.WorkAsync();
            workers.Add(fresh);
            await Eventually.BecomesAsync(async () => await HoldersAsync(sandbox) == 2, () => "old and new worker never held jobs at the same time");
            var stopping = Stopwatch.StartNew();
            Assert.Equal(0, await old.EndAsync("TERM"));
            Assert.True(stopping.Elapsed < StopTimeout, $"release {release + 1}: it took {stopping.Elapsed} to stop, supervisord would have killed it");
            Assert.Equal(1, await HoldersAsync(sandbox));
            old = fresh;
        }

        await Eventually.BecomesAsync(
            async () => await sandbox.QueryAsync<long>("select count(*) from download_jobs where status <> 'completed'") == 0,
            () => $"jobs were lost. The last worker's log says:\n{old.Log}");
        await Eventually.BecomesAsync(
            async () => await sandbox.QueryAsync<long>("select count(*) from webhook_deliveries where status = 'delivered'") == Jobs,
            () => $"{receiver.Calls.Count} of {Jobs} callbacks came; those not written down as delivered will come again");

        Assert.Equal(Jobs, await sandbox.QueryAsync<long>("select count(*) from download_jobs"));
        Assert.Equal(Jobs, await sandbox.QueryAsync<long>("select count(*) from diary where became = 'completed'"));
        Assert.Equal(Jobs, await sandbox.QueryAsync<long>("select count(distinct job_id) from diary where became = 'completed'"));
        Assert.All(receiver.Calls, call => Assert.Equal(1, call.Value));
        Assert.Equal(Jobs, receiver.Calls.Count);
        var handedBack = await sandbox.QueryAsync<long>("select count(*) from diary where was = 'processing' and became = 'queued'");
        Assert.True(handedBack >= Releases, $"only {handedBack} jobs were handed back: nothing was longer than the drain");
        // A job goes from queue to worker and from worker to queue or end, and never from worker to worker.
        Assert.Equal(0, await sandbox.QueryAsync<long>("select count(*) from diary where (was, became) not in (('queued', 'processing'), ('processing', 'queued'), ('processing', 'completed'))"));
        Assert.Equal(Jobs + handedBack, await sandbox.QueryAsync<long>("select count(*) from diary where became = 'processing'"));
        // A job that was handed back has not failed.
        Assert.Equal(0, await sandbox.QueryAsync<long>("select count(*) from download_jobs where attempts <> 1 or retry_count <> 0 or error is not null"));
        Assert.All(workers.Take(Releases), worker => Assert.DoesNotContain(": lost", worker.Log));
        Assert.Equal(Jobs, workers.Sum(worker => Completed().Count(worker.Log)));
    }

    [Fact]
    public async Task With_the_times_it_comes_with_a_worker_is_done_before_its_supervisor_kills_it()
    {
        // The worst of all: a job without end, and a callback whose receiver does not answer.
        await using var sandbox = await Sandbox.CreateAsync(servers, ("Downloads__PreparationSeconds", "0"), ("Downloads__LeaseSeconds", "600"), ("Downloads__AllowPrivateWebhooks", "true"));
        await using var receiver = await CountingReceiver.StartAsync(TimeSpan.FromMinutes(10));
        var http = (await sandbox.ServeAsync()).Http;
        using var registered = await http.PostAsJsonAsync("/v1/download/webhooks", new { url = receiver.Address });
        sandbox.Environment["Downloads__WebhookTimeoutSeconds"] = "120";
        sandbox.Environment["Downloads__PreparationSeconds"] = "600";
        var worker = await sandbox.WorkAsync();
        // Called off, it has an end that is told.
        await http.PostAsync($"/v1/download/cancel/{await http.InitiateAsync(Sandbox.KnownFile)}", null);
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.Calls.Count == 1), () => "the callback was not sent");
        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await http.BecomesAsync(id, "processing");

        var stopping = Stopwatch.StartNew();
        var code = await worker.EndAsync("TERM");

        Assert.Equal(0, code);
        Assert.InRange(stopping.Elapsed, TimeSpan.FromSeconds(new DownloadsOptions().DrainSeconds), StopTimeout - TimeSpan.FromSeconds(2));
        var job = await http.StatusAsync(id);
        Assert.Equal(("queued", 0), (job.Text("status"), job.Number("attempts")));
        sandbox.Environment["Downloads__PreparationSeconds"] = "0";
        await sandbox.WorkAsync();
        Assert.Equal(1, (await http.BecomesAsync(id, "completed")).Number("attempts"));
    }

    [Fact]
    public async Task A_worker_that_was_told_to_stop_takes_nothing_new_however_much_waits()
    {
        await using var sandbox = await Sandbox.CreateAsync(servers,
            ("Downloads__PreparationSeconds", "1"), ("Downloads__DrainSeconds", "60"), ("Downloads__LeaseSeconds", "600"), ("Downloads__Concurrency", "4"));
        await sandbox.ExecuteAsync(Diary);
        var worker = await sandbox.WorkAsync();
        var store = new JobStore(sandbox.Database, new DownloadsOptions());
        for (var job = 0; job < 40; job++) await store.InitiateAsync("ann", [Sandbox.KnownFile], null, CancellationToken.None);
        await Eventually.BecomesAsync(async () => await HoldersAsync(sandbox) == 1, () => "the worker took nothing");

        var ending = worker.EndAsync("TERM");
        // Noticed by the log, not by the signal: between the two it may still take some.
        await Eventually.BecomesAsync(() => Task.FromResult(worker.Log.Contains("Stopping:", StringComparison.Ordinal)), () => "the worker did not hear the signal");
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        var taken = await sandbox.QueryAsync<long>("select count(*) from diary where became = 'processing'");

        Assert.Equal(0, await ending);
        Assert.Equal(taken, await sandbox.QueryAsync<long>("select count(*) from diary where became = 'processing'"));
        Assert.Equal(taken, await sandbox.QueryAsync<long>("select count(*) from diary where became = 'completed'"));
        Assert.Equal(40 - taken, await sandbox.QueryAsync<long>("select count(*) from download_jobs where status = 'queued' and attempts = 0"));
        Assert.InRange(taken, 4, 36);
    }

    private static Task<long> HoldersAsync(Sandbox sandbox) =>
        sandbox.QueryAsync<long>("select count(distinct worker) from download_jobs where status = 'processing'");

    [GeneratedRegex("attempt [0-9]+: completed")]
    private static partial Regex Completed();
}
