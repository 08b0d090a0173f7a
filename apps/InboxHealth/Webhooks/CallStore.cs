using Npgsql;
using Slipway.InboxHealth.Woodstock;

namespace Slipway.InboxHealth.Webhooks;

/// <summary>The inbox's table of calls.</summary>
public sealed class CallStore(WoodstockDatabase database)
{
    private const string Insert = """
        insert into vapi_calls (call_id, customer_phone, customer_name, transcript, summary, call_started_at, call_ended_at, recording_url)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamp[], $7::timestamp[], $8::text[])
        on conflict (call_id) do nothing
        returning call_id
        """;

    private const string Writable = "select has_table_privilege('vapi_calls', 'insert')";

    /// <summary>Stores the calls that are not there yet, all or none, and gives their ids once they are safe.</summary>
    public async Task<HashSet<string>> AddAsync(IReadOnlyList<Call> calls, CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(Insert);
        command.Parameters.Add(new() { Value = calls.Select(call => call.Id).ToArray() });
        command.Parameters.Add(new() { Value = calls.Select(call => call.CustomerPhone).ToArray() });
        command.Parameters.Add(new() { Value = calls.Select(call => call.CustomerName).ToArray() });
        command.Parameters.Add(new() { Value = calls.Select(call => call.Transcript).ToArray() });
        command.Parameters.Add(new() { Value = calls.Select(call => call.Summary).ToArray() });
        command.Parameters.Add(new() { Value = calls.Select(call => call.StartedAt).ToArray() });
        command.Parameters.Add(new() { Value = calls.Select(call => call.EndedAt).ToArray() });
        command.Parameters.Add(new() { Value = calls.Select(call => call.RecordingUrl).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var added = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken)) added.Add(reader.GetString(0));
        return added;
    }

    /// <summary>Whether a call could be stored now.</summary>
    public async Task<bool> IsWritableAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Pool.CreateCommand(Writable);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
