using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Slipway.Downloads.Jobs;
using Slipway.Downloads.Storage;
using Slipway.Downloads.Worker;

namespace Slipway.Downloads.Webhooks;

/// <summary>Delivers callbacks, at least once each: a receiver tells repeats by the delivery's id.</summary>
public sealed class WebhookSender(
    WebhookStore store, CallbackClient client, SecretBox secrets, JobChanges changes, JobMetrics metrics, DownloadsOptions options,
    TimeProvider clock, Random random, ILogger<WebhookSender> logger) : BackgroundService
{
    private const int Senders = 4;

    // A callback in hand is finished, as its receiver may have acted on it already. The worker's own drain comes before
    // this one, and the supervisor kills after both.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var drained = new CancellationTokenSource();
        await using var deadline = stoppingToken.Register(() => drained.CancelAfter(Drain));
        // Several, so that one slow receiver does not hold up all others.
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => DeliverAllAsync(stoppingToken, drained.Token)));
    }

    private async Task DeliverAllAsync(CancellationToken stopping, CancellationToken drained)
    {
        using var subscription = changes.FollowAll();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // Taken with the later token: one that is taken and not heard of would wait until its time is up.
                while (!stopping.IsCancellationRequested && await store.TakeAsync(drained) is { } delivery) await DeliverAsync(delivery, drained);
                await WaitAsync(subscription, stopping);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                logger.LogWarning("Callbacks wait, the database is not there: {Error}", error.Message);
                await Task.Delay(TimeSpan.FromSeconds(options.PollSeconds), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task WaitAsync(JobSubscription subscription, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.PollSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        try
        {
            await foreach (var change in subscription.Changes.ReadAllAsync(either.Token))
            {
                if (change.What == JobChange.Webhooks) return;
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Time to look by ourselves: deliveries that were put off come due without a notification.
        }
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken drained)
    {
        string? error;
        var final = false;
        try
        {
            var status = await client.SendAsync(await RequestAsync(delivery, drained), drained);
            error = (int)status is >= 200 and < 300 ? null : $"answered {(int)status}";
            final = status == HttpStatusCode.Gone;
        }
        catch (Exception refused) when (refused is AddressRefusedException or CryptographicException)
        {
            (error, final) = (refused.Message, true);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or StorageException || (failed is OperationCanceledException && !drained.IsCancellationRequested))
        {
            error = failed is OperationCanceledException ? $"no answer within {options.WebhookTimeoutSeconds} s" : failed.Message;
        }

        await RecordAsync(delivery, error, final || delivery.Attempt >= options.WebhookAttempts, drained);
    }

    private async Task RecordAsync(Delivery delivery, string? error, bool final, CancellationToken cancellationToken)
    {
        if (error is null || final)
        {
            await store.FinishAsync(delivery.DeliveryId, error, cancellationToken);
        }
        else
        {
            var delay = RetryDelay.After(delivery.Attempt, TimeSpan.FromSeconds(options.RetrySeconds), TimeSpan.FromSeconds(options.MaxRetrySeconds * 10), random);
            await store.PutOffAsync(delivery.DeliveryId, error, delay, cancellationToken);
        }

        metrics.Delivered(error is null ? "delivered" : final ? "failed" : "retried");
        if (error is not null)
            logger.LogWarning("Callback {DeliveryId} attempt {Attempt} to webhook {WebhookId} failed: {Error}", delivery.DeliveryId, delivery.Attempt, delivery.WebhookId, error);
    }

    private async Task<HttpRequestMessage> RequestAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var secret = await secrets.OpenAsync(delivery.WebhookId, delivery.Secret, cancellationToken);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        return new HttpRequestMessage(HttpMethod.Post, delivery.Url)
        {
            Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json"),
            Headers =
            {
                { "X-Slipway-Event", delivery.Event },
                { "X-Slipway-Delivery", delivery.DeliveryId.ToString() },
                { WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture) },
                { WebhookSignature.Header, WebhookSignature.Of(secret, timestamp, delivery.Body) },
                { "User-Agent", "Slipway-Downloads/1.0" },
            },
        };
    }
}
