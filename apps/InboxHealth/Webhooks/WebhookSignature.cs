using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.InboxHealth.Webhooks;

/// <summary>HMAC-SHA256 under the shared secret over <c>timestamp.body</c>, in hexadecimal: VAPI's default format.</summary>
public sealed class WebhookSignature(VapiOptions options, TimeProvider clock)
{
    private const string Prefix = "sha256=";

    // Seconds since 1970 have ten digits until the year 2286, milliseconds thirteen.
    private const int DigitsOfMilliseconds = 13;

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(options.WebhookSecret!);

    /// <summary>The signature a sender would give.</summary>
    public string Of(string timestamp, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(timestamp, body, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Checks the signature before the time: whether a time is acceptable is nobody's business who has no secret.</summary>
    public SignatureCheck Check(string? timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(signature) || TimeOf(timestamp) is not { } sent) return SignatureCheck.Missing;
        if (signature.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) signature = signature[Prefix.Length..];
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature.Length != 2 * given.Length || Convert.FromHexString(signature, given, out _, out _) != System.Buffers.OperationStatus.Done) return SignatureCheck.Wrong;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(timestamp!, body, expected);
        if (!CryptographicOperations.FixedTimeEquals(given, expected)) return SignatureCheck.Wrong;
        return (clock.GetUtcNow() - sent).Duration() <= TimeSpan.FromSeconds(options.ReplayWindowSeconds) ? SignatureCheck.Valid : SignatureCheck.Stale;
    }

    private void Compute(string timestamp, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hmac.AppendData("."u8);
        hmac.AppendData(body);
        hmac.GetHashAndReset(hash);
    }

    private static DateTimeOffset? TimeOf(string? timestamp) =>
        timestamp is { Length: <= DigitsOfMilliseconds } && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? timestamp.Length == DigitsOfMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(Math.Min(number, int.MaxValue))
            : null;
}
