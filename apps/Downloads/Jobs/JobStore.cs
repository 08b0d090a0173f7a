using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Slipway.Downloads.Jobs;

/// <summary>Jobs from their owners' side: made, looked at, called off. A job of another owner does not exist here.</summary>
public sealed class JobStore(NpgsqlDataSource database, DownloadsOptions options)
{
    private const string Columns =
        "job_id, status, progress, created_at, started_at, completed_at, attempts, error, estimated_seconds, version, expires_at, download_urls::text";

    /// <summary>Makes a job, or finds the one the same key made before. One round trip unless the key was used before.</summary>
    public async Task<(Initiation Outcome, Guid JobId, JobStatus Status)> InitiateAsync(
        string userId, int[] fileIds, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var hash = Hash(fileIds);
        while (true)
        {
            if (await InsertAsync(userId, fileIds, idempotencyKey, hash, cancellationToken) is { } made)
                return (Initiation.Created, made, JobStatus.Queued);

            // Somebody was first, perhaps a moment ago: only a new statement is sure to see their row.
            if (await FindByKeyAsync(userId, idempotencyKey!, cancellationToken) is { } first)
                return (first.Hash.AsSpan().SequenceEqual(hash) ? Initiation.Repeated : Initiation.KeyReused, first.JobId, first.Status);

            // Gone between the two statements, deleted as expired: the key is free again.
        }
    }

    /// <summary>The job, or null when this owner has none by that id.</summary>
    public async Task<Job?> FindAsync(Guid jobId, string userId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from download_jobs where job_id = $1 and user_id = $2");
        command.Parameters.Add(new() { Value = jobId });
        command.Parameters.Add(new() { Value = userId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>Whether this owner had a job by that id that has been deleted since.</summary>
    public async Task<bool> HasExpiredAsync(Guid jobId, string userId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select exists (select from expired_download_jobs where job_id = $1 and user_id = $2)");
        command.Parameters.Add(new() { Value = jobId });
        command.Parameters.Add(new() { Value = userId });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Calls a job off; false when it is finished or not there.</summary>
    public async Task<bool> CancelAsync(Guid jobId, string userId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update download_jobs
            set status = 'cancelled', completed_at = now(), estimated_seconds = 0, lease_until = null, worker = null,
                expires_at = now() + make_interval(secs => $3)
            where job_id = $1 and user_id = $2 and status in ('queued', 'processing')
            """);
        command.Parameters.Add(new() { Value = jobId });
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = TimeSpan.FromHours(options.KeepHours).TotalSeconds });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private async Task<Guid?> InsertAsync(string userId, int[] fileIds, string? key, byte[] hash, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into download_jobs (job_id, user_id, file_ids, idempotency_key, request_hash, estimated_seconds)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (user_id, idempotency_key) where idempotency_key is not null do nothing
            returning job_id
            """);
        // Version 7: ids grow with time, so new rows go to the end of the index.
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = fileIds });
        command.Parameters.Add(new() { Value = key is null ? DBNull.Value : key, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = options.TypicalSeconds });
        return (Guid?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<(Guid JobId, byte[] Hash, JobStatus Status)?> FindByKeyAsync(string userId, string key, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select job_id, request_hash, status from download_jobs where user_id = $1 and idempotency_key = $2");
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetGuid(0), reader.GetFieldValue<byte[]>(1), ParseStatus(reader.GetString(2))) : null;
    }

    private static byte[] Hash(int[] fileIds) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(fileIds));

    private static JobStatus ParseStatus(string text) => Enum.Parse<JobStatus>(text, ignoreCase: true);

    private static Job Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        ParseStatus(reader.GetString(1)),
        reader.GetInt16(2),
        reader.GetFieldValue<DateTimeOffset>(3),
        reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
        reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
        reader.GetInt32(6),
        reader.IsDBNull(7) ? null : reader.GetString(7),
        reader.GetInt32(8),
        reader.GetInt64(9),
        reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10),
        reader.IsDBNull(11) ? [] : JsonSerializer.Deserialize<PreparedFile[]>(reader.GetString(11)) ?? []);
}
