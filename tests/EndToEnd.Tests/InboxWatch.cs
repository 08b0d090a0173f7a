using System.Diagnostics;
using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;
using Slipway.Servers;

namespace EndToEnd.Tests;

/// <summary>The inbox monitor on a running stack, with the simulated sources.</summary>
internal static class InboxWatch
{
    private const string Monitor = "inbox-health";
    private const string Simulator = "inbox-simulator";
    private const string ChatRaceIsUp = "probe_up{probe=\"chatrace\"}";

    public static async Task AChatRaceThatRefusesIsSeenAndTold(Stack stack, WebhookReceiver webhook)
    {
        await Eventually.GetAsync(() => ValueAsync(stack, ChatRaceIsUp), value => value == "1", "ChatRace up");
        Assert.DoesNotContain(Messages(webhook), message => message.Contains("ChatRaceDown", StringComparison.Ordinal));

        await SendAsync(stack, HttpMethod.Put, "/faults/chatrace", "{\"fault\":\"refuse\"}");
        var since = Stopwatch.StartNew();
        await Eventually.GetAsync(() => ValueAsync(stack, ChatRaceIsUp), value => value == "0", "ChatRace down");
        var seen = since.Elapsed;
        await Eventually.GetAsync(() => IsTold(webhook, "[FIRING:1] ChatRaceDown"), isTold => isTold, "a message about ChatRace");
        var told = since.Elapsed;

        Assert.True(seen < TimeSpan.FromSeconds(30), $"ChatRace was seen down after {seen.TotalSeconds:0} s, expected within 30 s");
        Assert.True(told < TimeSpan.FromSeconds(45), $"the webhook was told after {told.TotalSeconds:0} s, expected within 45 s");

        await SendAsync(stack, HttpMethod.Delete, "/faults/chatrace", null);
        await Eventually.GetAsync(() => IsTold(webhook, "[RESOLVED] ChatRaceDown"), isTold => isTold, "a message that ChatRace is back");
    }

    public static async Task AnEventOfVapiIsStoredAndCountedOnce(Stack stack)
    {
        var sent = JObject.Parse(await SendAsync(stack, HttpMethod.Post, "/vapi/calls", "{\"times\":2}"));

        Assert.Equal(2, (int)sent["answers"]!["200"]!);
        await Eventually.GetAsync(() => ValueAsync(stack, "vapi_webhook_events_total"), value => value == "1", "the event's count");
        var tokens = (await stack.GetAsync(Monitor, "/api/v1/probes"))["expiring_tokens"]!;
        Assert.Equal("business-1", (string)Assert.Single(tokens)["business_id"]!);
        var memory = double.Parse((await ValueAsync(stack, "process_resident_memory_bytes{workload=\"inbox-health\"}"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(memory < 128 * 1024 * 1024, $"the monitor takes {memory / 1024 / 1024:0} MiB, more than its Score file allows");
    }

    private static async Task<string?> ValueAsync(Stack stack, string expression) => (string?)(await stack.QueryAsync(expression)).SingleOrDefault()?["value"]?[1];

    private static Task<bool> IsTold(WebhookReceiver webhook, string title) =>
        Task.FromResult(Messages(webhook).Any(message => message.Contains(title, StringComparison.Ordinal)));

    private static IEnumerable<string> Messages(WebhookReceiver webhook) => webhook.Messages.Select(message => message.ToString());

    private static async Task<string> SendAsync(Stack stack, HttpMethod method, string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await stack.SendAsync(method, Simulator, path, content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text;
    }
}
