using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Slipway.InboxSimulator.Vapi;

/// <summary>A report at the end of a call as VAPI sends it, and its signature as VAPI's HMAC credential makes it by default.</summary>
public static class CallReport
{
    public static byte[] Body(string callId, DateTimeOffset endedAt) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        message = new
        {
            type = "end-of-call-report",
            timestamp = endedAt.ToUnixTimeMilliseconds(),
            startedAt = endedAt.AddMinutes(-3).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            endedAt = endedAt.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            endedReason = "customer-ended-call",
            call = new { id = callId, type = "inboundPhoneCall" },
            customer = new { number = "+10000000009", name = "Customer Nine" },
            artifact = new { transcript = "AI: Good morning.\nUser: I would like to move my appointment.\nAI: Done.", recordingUrl = $"https://recordings.example.com/{callId}.wav" },
            analysis = new { summary = "The customer moved an appointment." },
        },
    });

    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. body];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }
}
