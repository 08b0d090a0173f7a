using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;
using Slipway.Downloads.Jobs;

namespace Slipway.Downloads;

/// <summary>
/// Server-sent events of one job. Notifications only say when to look: every event is the state as the database has it,
/// so states that follow each other quickly may be told as one, and none is told twice.
/// </summary>
public sealed class JobEventStream(
    long seen, JobSubscription subscription, Func<CancellationToken, Task<Job?>> find, Func<JobView, string> write,
    TimeSpan heartbeat, JobMetrics metrics, TimeProvider clock, CancellationToken stopping) : IResult, IEndpointMetadataProvider
{
    // How long a client waits before it connects again, in milliseconds.
    private const string ReconnectSoon = "retry: 1000\n";

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(JobView), ["text/event-stream"]));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var following = subscription;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        metrics.Streaming(1);
        try
        {
            await SendAsync(response, ReconnectSoon + "\n", ended.Token);
            await FollowAsync(response, ended.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client connects again, to the instance that takes over, and goes on after the last id it saw.
            await SendAsync(response, ReconnectSoon + "event: reconnect\ndata: {\"reason\":\"shutdown\"}\n\n", httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client left.
        }
        finally
        {
            metrics.Streaming(-1);
        }
    }

    private async Task FollowAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var last = seen;
        var known = await TryFindAsync(cancellationToken);
        while (true)
        {
            if (known.Job is { } job && job.Version > last)
            {
                last = job.Version;
                await SendAsync(response, $"id: {last}\nevent: status\ndata: {write(JobView.Of(job))}\n\n", cancellationToken);
            }

            if (known is { Answered: true, Job: null or { IsFinished: true } }) return;
            if (!await subscription.WaitAsync(heartbeat, clock, cancellationToken)) await SendAsync(response, ": still here\n\n", cancellationToken);
            known = await TryFindAsync(cancellationToken);
        }
    }

    private async Task<(bool Answered, Job? Job)> TryFindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (true, await find(cancellationToken));
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            // The database restarts: the stream stays, and the listener tells everyone to look again once it is back.
            return (false, null);
        }
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
