using Npgsql;

namespace Slipway.InboxSimulator.Woodstock;

/// <summary>A few conversations, and tokens of which one is about to expire. All people are made up.</summary>
public static class SeedData
{
    private const string Conversations = """
        insert into unified_conversations (id, source, customer_name, customer_identifier, last_message_content, last_message_at)
        values
            ('chatrace-1', 'chatrace', 'Customer One', '+10000000001', 'Is this still available?', now() at time zone 'utc' - interval '5 minutes'),
            ('woodstock-1', 'woodstock', 'Customer Two', 'customer.two@example.com', 'Thank you', now() at time zone 'utc' - interval '1 hour'),
            ('vapi-1', 'vapi', 'Customer Three', '+10000000003', 'Asked to be called back', now() at time zone 'utc' - interval '1 day')
        on conflict (id) do nothing;
        insert into unified_messages (conversation_id, message_content, message_role, created_at)
        select id, last_message_content, 'user', last_message_at from unified_conversations
        where not exists (select 1 from unified_messages where conversation_id = unified_conversations.id);
        """;

    private const string Tokens = """
        insert into google_oauth_tokens (business_id, user_email, access_token, refresh_token, expires_at, scope)
        values
            ('business-1', 'owner@example.com', 'simulated', 'simulated', (now() at time zone 'utc') + case when $1 then interval '-1 hour' else interval '6 days' end, 'gmail.readonly'),
            ('business-2', 'owner@example.org', 'simulated', 'simulated', (now() at time zone 'utc') + interval '8 days', 'gmail.readonly')
        on conflict (business_id, user_email) do update set expires_at = excluded.expires_at
        """;

    /// <summary>Loads everything; may be repeated.</summary>
    public static async Task LoadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        await using (var conversations = database.CreateCommand(Conversations)) await conversations.ExecuteNonQueryAsync(cancellationToken);
        await SetTokensAsync(database, withExpired: false, cancellationToken);
    }

    /// <summary>Sets the tokens' ends anew, counted from now: one in six days, or past; the other in eight.</summary>
    public static async Task SetTokensAsync(NpgsqlDataSource database, bool withExpired, CancellationToken cancellationToken)
    {
        await using var tokens = database.CreateCommand(Tokens);
        tokens.Parameters.Add(new() { Value = withExpired });
        await tokens.ExecuteNonQueryAsync(cancellationToken);
    }
}
