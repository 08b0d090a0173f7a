using Slipway.Cli.Tests.Support;
using Slipway.Infra.Releases;
using Slipway.Servers;

namespace Slipway.Cli.Tests.Releases;

/// <summary>What a real receiver of webhooks is told of a release.</summary>
public sealed class ReleaseNoticeTests
{
    private const string Routed = """{"routed":true}""";

    [Fact]
    public async Task Start_and_success_are_told()
    {
        using var receiver = new WebhookReceiver();
        using var cli = new ReleasingStack(("shop", ReleasingStack.AtRest, Routed)).Cli(Webhook(receiver.Address));

        Assert.Equal(ExitCode.Done, await cli.RunAsync("up", "--yes"));

        Assert.Equal(["[dev] Release shop: blue v1 → green v2, instant", "[dev] released: shop: green v2 is live"], Told(receiver));
        Assert.All(receiver.Messages, message => Assert.Equal("/services/T000/B000/secret", (string?)message["path"]));
    }

    [Fact]
    public async Task A_version_that_is_taken_back_is_told_when_traffic_goes_back_and_when_it_is_over()
    {
        using var receiver = new WebhookReceiver();
        var stack = new ReleasingStack(("shop", ReleasingStack.AtRest, Routed));
        stack.DownBecause = (workload, slot) => slot == Slots.Green && stack[workload].Phase == ReleasePhase.Baking ? "it ended" : "";
        using var cli = stack.Cli(Webhook(receiver.Address));

        Assert.Equal(ExitCode.RolledBack, await cli.RunAsync("up", "--yes"));

        Assert.Equal(
            [
                "[dev] Release shop: blue v1 → green v2, instant",
                "[dev] shop: back to the version before, as shop: not healthy 3 times in a row: shop-green-api is failed: it ended",
                "[dev] rolled back: shop: blue v1 is live; v2 was taken back: shop: not healthy 3 times in a row: shop-green-api is failed: it ended",
            ],
            Told(receiver));
    }

    [Fact]
    public async Task An_abort_is_told()
    {
        using var receiver = new WebhookReceiver();
        using var cli = new ReleasingStack(("shop", ReleasingStack.Released with { Stable = Slots.Blue, Phase = ReleasePhase.Baking }, Routed)).Cli(Webhook(receiver.Address));

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "abort", "shop"));

        Assert.Equal(["[dev] shop: back to the version before, as aborted by hand", "[dev] rolled back: shop: blue v1 is live; v2 was taken back: aborted by hand"], Told(receiver));
    }

    [Fact]
    public async Task A_rollback_is_told()
    {
        using var receiver = new WebhookReceiver();
        using var cli = new ReleasingStack(("shop", ReleasingStack.Released, Routed)).Cli(Webhook(receiver.Address));

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "rollback", "shop"));

        Assert.Equal(["[dev] rolled back: shop: blue v1 is live; v2 was rolled back by hand and runs on without traffic"], Told(receiver));
    }

    [Fact]
    public async Task A_receiver_that_is_down_fails_no_release_and_its_address_is_not_shown()
    {
        using var cli = new ReleasingStack(("shop", ReleasingStack.AtRest, Routed)).Cli(Webhook($"http://127.0.0.1:{FreePort.Find()}/services/secret"));

        Assert.Equal(ExitCode.Done, await cli.RunAsync("up", "--yes"));

        Assert.Contains("shop:slackWebhook could not be told of the release (HttpRequestException).", cli.Error);
        Assert.DoesNotContain("services/secret", cli.Screen);
    }

    private static string Webhook(string address) => $"  shop:slackWebhook: {address}\n";

    private static IEnumerable<string> Told(WebhookReceiver receiver) => receiver.Messages.Select(message => (string)message["text"]!);
}
