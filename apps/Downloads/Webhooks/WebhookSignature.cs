using System.Security.Cryptography;
using System.Text;

namespace Slipway.Downloads.Webhooks;

/// <summary>How a receiver knows that a callback is ours and fresh.</summary>
public static class WebhookSignature
{
    /// <summary>Header with the second since 1970 at which the callback was signed.</summary>
    public const string TimestampHeader = "X-Slipway-Timestamp";

    /// <summary>Header with the signature.</summary>
    public const string Header = "X-Slipway-Signature";

    /// <summary>HMAC-SHA256 over <c>timestamp.body</c>; the timestamp is signed too, so a recorded callback grows stale.</summary>
    public static string Of(string secret, long timestamp, string body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));
}
