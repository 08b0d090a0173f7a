using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Slipway.Downloads.Jobs;

/// <summary>
/// Jobs from the workers' side. All times are the database's, so workers need not agree on the clock; every write of an
/// outcome names worker and attempt, so one that lost its lease writes nothing.
/// </summary>
public sealed class JobQueue(NpgsqlDataSource database, DownloadsOptions options)
{
    private const string Fence = "job_id = $1 and status = 'processing' and worker = $2 and attempts = $3";

    /// <summary>Takes the job that waits longest, or null when none is due.</summary>
    public async Task<LeasedJob?> LeaseAsync(string worker, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update download_jobs
            set status = 'processing', attempts = attempts + 1, worker = $1, lease_until = now() + make_interval(secs => $2),
                started_at = coalesce(started_at, now()), progress = 0, error = null
            where job_id = (
                select job_id from download_jobs where status = 'queued' and not_before <= now()
                order by not_before limit 1 for update skip locked)
            returning job_id, file_ids, attempts
            """);
        command.Parameters.Add(new() { Value = worker });
        command.Parameters.Add(new() { Value = (double)options.LeaseSeconds });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new LeasedJob(reader.GetGuid(0), reader.GetFieldValue<int[]>(1), reader.GetInt32(2), worker)
            : null;
    }

    /// <summary>Renews the leases of a worker's jobs; those not in the answer are lost or cancelled.</summary>
    public async Task<IReadOnlySet<Guid>> RenewAsync(string worker, IReadOnlyCollection<LeasedJob> jobs, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update download_jobs job set lease_until = now() + make_interval(secs => $2)
            from unnest($3, $4) as held(job_id, attempt)
            where job.job_id = held.job_id and job.attempts = held.attempt and job.status = 'processing' and job.worker = $1
            returning job.job_id
            """);
        command.Parameters.Add(new() { Value = worker });
        command.Parameters.Add(new() { Value = (double)options.LeaseSeconds });
        command.Parameters.Add(new() { Value = jobs.Select(job => job.JobId).ToArray() });
        command.Parameters.Add(new() { Value = jobs.Select(job => job.Attempt).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var held = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken)) held.Add(reader.GetGuid(0));
        return held;
    }

    /// <summary>Tells how far a job is; false when the worker no longer holds it.</summary>
    public async Task<bool> ReportAsync(LeasedJob job, int progress, int estimatedSeconds, CancellationToken cancellationToken)
    {
        await using var command = Fenced(job, $"update download_jobs set progress = $4, estimated_seconds = $5 where {Fence}");
        command.Parameters.Add(new() { Value = (short)progress });
        command.Parameters.Add(new() { Value = estimatedSeconds });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Ends a job with its result; false when the worker no longer holds it.</summary>
    public async Task<bool> CompleteAsync(LeasedJob job, IReadOnlyList<PreparedFile> files, CancellationToken cancellationToken)
    {
        await using var command = Fenced(job,
            $"""
            update download_jobs
            set status = 'completed', progress = 100, estimated_seconds = 0, completed_at = now(), download_urls = $4,
                lease_until = null, expires_at = now() + make_interval(secs => $5)
            where {Fence}
            """);
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(files), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = KeepSeconds });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Gives a job up; false when the worker no longer holds it.</summary>
    public async Task<bool> FailAsync(LeasedJob job, string error, CancellationToken cancellationToken)
    {
        await using var command = Fenced(job,
            $"""
            update download_jobs
            set status = 'failed', error = $4, estimated_seconds = 0, completed_at = now(), lease_until = null,
                expires_at = now() + make_interval(secs => $5)
            where {Fence}
            """);
        command.Parameters.Add(new() { Value = error });
        command.Parameters.Add(new() { Value = KeepSeconds });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Queues a job again after a failed attempt; false when the worker no longer holds it.</summary>
    public async Task<bool> RetryAsync(LeasedJob job, string error, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var command = Fenced(job,
            $"""
            update download_jobs
            set status = 'queued', error = $4, progress = 0, lease_until = null, worker = null,
                not_before = now() + make_interval(secs => $5)
            where {Fence}
            """);
        command.Parameters.Add(new() { Value = error });
        command.Parameters.Add(new() { Value = delay.TotalSeconds });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Gives a job back unfinished because the worker stops. That is no failed attempt and not counted as one.</summary>
    public async Task<bool> HandBackAsync(LeasedJob job, CancellationToken cancellationToken)
    {
        await using var command = Fenced(job,
            $"""
            update download_jobs
            set status = 'queued', attempts = attempts - 1, progress = 0, lease_until = null, worker = null, not_before = now()
            where {Fence}
            """);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>
    /// Takes jobs from workers that fell silent: queued again, or failed when that was the last attempt allowed, so that
    /// a job which kills its worker cannot do so for ever. Returns how many of each.
    /// </summary>
    public async Task<(int Requeued, int Failed)> ReapAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with silent as (
                select job_id from download_jobs where status = 'processing' and lease_until < now() for update skip locked),
            reaped as (
                update download_jobs job
                set status = case when attempts >= $1 then 'failed' else 'queued' end,
                    error = case when attempts >= $1
                        then 'the worker was lost during each of ' || attempts || ' attempts'
                        else 'the worker was lost during attempt ' || attempts end,
                    completed_at = case when attempts >= $1 then now() end,
                    expires_at = case when attempts >= $1 then now() + make_interval(secs => $2) end,
                    estimated_seconds = case when attempts >= $1 then 0 else estimated_seconds end,
                    progress = 0, lease_until = null, worker = null, not_before = now()
                from silent where job.job_id = silent.job_id
                returning job.status)
            select count(*) filter (where status = 'queued'), count(*) filter (where status = 'failed') from reaped
            """);
        command.Parameters.Add(new() { Value = options.MaxAttempts });
        command.Parameters.Add(new() { Value = KeepSeconds });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return ((int)reader.GetInt64(0), (int)reader.GetInt64(1));
    }

    /// <summary>Deletes jobs past their time to live and remembers their ids for a week. Returns how many.</summary>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with gone as (
                delete from download_jobs where job_id in (
                    select job_id from download_jobs where expires_at < now() limit 1000 for update skip locked)
                returning job_id, user_id, expires_at),
            forgotten as (delete from expired_download_jobs where expired_at < now() - interval '7 days'),
            delivered as (delete from webhook_deliveries where finished_at < now() - interval '7 days')
            insert into expired_download_jobs select job_id, user_id, expires_at from gone
            """);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many jobs wait, and for how long the oldest that is due has.</summary>
    public async Task<(long Depth, double OldestSeconds)> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select count(*), coalesce(extract(epoch from now() - min(not_before) filter (where not_before <= now())), 0)::float8
            from download_jobs where status = 'queued'
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetDouble(1));
    }

    private double KeepSeconds => TimeSpan.FromHours(options.KeepHours).TotalSeconds;

    private NpgsqlCommand Fenced(LeasedJob job, string sql)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = job.JobId });
        command.Parameters.Add(new() { Value = job.Worker });
        command.Parameters.Add(new() { Value = job.Attempt });
        return command;
    }
}
