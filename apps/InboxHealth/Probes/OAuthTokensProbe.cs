using Npgsql;
using Slipway.InboxHealth.Woodstock;

namespace Slipway.InboxHealth.Probes;

/// <summary>Finds the Google OAuth tokens that expire soon. Expired ones stay in: an alert must not end when the harm begins.</summary>
public sealed class OAuthTokensProbe : IProbe
{
    // The schema's times have no zone; they are UTC.
    private const string Sql = "select business_id, user_email, expires_at from google_oauth_tokens where expires_at <= $1 order by expires_at, business_id, user_email";

    private readonly WoodstockDatabase _database;
    private readonly ProbesOptions _options;
    private readonly TimeProvider _clock;
    private volatile IReadOnlyList<ExpiringToken>? _expiring;

    public OAuthTokensProbe(WoodstockDatabase database, ProbesOptions options, ProbeMetrics metrics, TimeProvider clock)
    {
        _database = database;
        _options = options;
        _clock = clock;
        metrics.Observe(() => _expiring);
    }

    public string Name => "oauth-tokens";

    /// <summary>Those of the last successful look: tokens do not stop expiring because the database is away.</summary>
    public IReadOnlyList<ExpiringToken> Expiring => _expiring ?? [];

    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        var until = DateTime.SpecifyKind(_clock.GetUtcNow().UtcDateTime.AddDays(_options.ExpiringWithinDays), DateTimeKind.Unspecified);
        await using var connection = await _database.ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = until } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var expiring = new List<ExpiringToken>();
        while (await reader.ReadAsync(cancellationToken)) expiring.Add(ExpiringToken.Of(reader.GetString(0), reader.GetString(1), reader.GetDateTime(2)));
        _expiring = expiring;
        return new ProbeResult($"{expiring.Count} tokens expire within {_options.ExpiringWithinDays} days or have expired", new Dictionary<string, double> { ["expiring"] = expiring.Count });
    }
}
