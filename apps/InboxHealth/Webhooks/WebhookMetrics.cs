using System.Diagnostics.Metrics;

namespace Slipway.InboxHealth.Webhooks;

/// <summary>What comes from VAPI, counted.</summary>
public sealed class WebhookMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _requests;

    public WebhookMetrics(IMeterFactory factory)
    {
        _meter = factory.Create("Slipway.InboxHealth.Webhooks");
        _events = _meter.CreateCounter<long>("vapi_webhook_events", null, "Call events that were stored, each once.");
        _requests = _meter.CreateCounter<long>("vapi_webhook_requests", null, "Requests to the webhook, by what became of them.");
        // A counter that first shows itself as 1 has not risen, as rate() sees it: it starts at 0.
        _events.Add(0);
    }

    public void Stored(int events) => _events.Add(events);

    public void Answered(string outcome) => _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void ObserveWaiting(Func<int> read) => _meter.CreateObservableGauge("vapi_webhook_events_waiting", read, null, "Call events that wait to be stored.");
}
