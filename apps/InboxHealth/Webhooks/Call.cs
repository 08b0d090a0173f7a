namespace Slipway.InboxHealth.Webhooks;

/// <summary>A finished call, as a row of <c>vapi_calls</c>. Times are UTC.</summary>
public sealed record Call(
    string Id,
    string? CustomerPhone,
    string? CustomerName,
    string? Transcript,
    string? Summary,
    DateTime? StartedAt,
    DateTime? EndedAt,
    string? RecordingUrl);
