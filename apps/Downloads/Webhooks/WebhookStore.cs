using System.Security.Cryptography;
using Npgsql;

namespace Slipway.Downloads.Webhooks;

/// <summary>A registered callback. The secret is not among this: it was shown once.</summary>
public sealed record Webhook(Guid WebhookId, string Url, DateTimeOffset CreatedAt);

/// <summary>A callback that is due.</summary>
public sealed record Delivery(Guid DeliveryId, Guid WebhookId, string Url, byte[] Secret, string Event, string Body, int Attempt);

/// <summary>Callbacks and what is still to be sent to them.</summary>
public sealed class WebhookStore(NpgsqlDataSource database, SecretBox secrets, DownloadsOptions options)
{
    /// <summary>Registers a callback and makes its secret.</summary>
    public async Task<(Webhook Webhook, string Secret)> AddAsync(string userId, string url, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var secret = "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var command = database.CreateCommand("insert into webhooks (webhook_id, user_id, url, secret) values ($1, $2, $3, $4) returning created_at");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = url });
        command.Parameters.Add(new() { Value = await secrets.SealAsync(id, secret, cancellationToken) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (new Webhook(id, url, reader.GetFieldValue<DateTimeOffset>(0)), secret);
    }

    /// <summary>An owner's callbacks, oldest first.</summary>
    public async Task<IReadOnlyList<Webhook>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select webhook_id, url, created_at from webhooks where user_id = $1 order by created_at limit 100");
        command.Parameters.Add(new() { Value = userId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Webhook>();
        while (await reader.ReadAsync(cancellationToken)) found.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        return found;
    }

    /// <summary>Forgets a callback and what was still to be sent to it; false when this owner has none by that id.</summary>
    public async Task<bool> RemoveAsync(string userId, Guid webhookId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from webhooks where webhook_id = $1 and user_id = $2");
        command.Parameters.Add(new() { Value = webhookId });
        command.Parameters.Add(new() { Value = userId });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Takes the delivery that waits longest. It is due again after a while, should this process die with it in hand.</summary>
    public async Task<Delivery?> TakeAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update webhook_deliveries delivery
            set attempts = attempts + 1, not_before = now() + make_interval(secs => $1)
            from webhooks
            where webhooks.webhook_id = delivery.webhook_id and delivery_id = (
                select delivery_id from webhook_deliveries where status = 'pending' and not_before <= now()
                order by not_before limit 1 for update skip locked)
            returning delivery_id, delivery.webhook_id, url, secret, event, body, attempts
            """);
        command.Parameters.Add(new() { Value = options.WebhookTimeoutSeconds * 2 + options.LeaseSeconds });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Delivery(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetString(4), reader.GetString(5), reader.GetInt32(6))
            : null;
    }

    /// <summary>Writes down that a delivery arrived (no error) or was given up.</summary>
    public async Task FinishAsync(Guid deliveryId, string? error, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "update webhook_deliveries set status = case when $2::text is null then 'delivered' else 'failed' end, last_error = $2, finished_at = now() where delivery_id = $1");
        command.Parameters.Add(new() { Value = deliveryId });
        command.Parameters.Add(new() { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts a delivery off after a failed attempt.</summary>
    public async Task PutOffAsync(Guid deliveryId, string error, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "update webhook_deliveries set last_error = $2, not_before = now() + make_interval(secs => $3) where delivery_id = $1");
        command.Parameters.Add(new() { Value = deliveryId });
        command.Parameters.Add(new() { Value = error });
        command.Parameters.Add(new() { Value = delay.TotalSeconds });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
