using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Slipway.Downloads.Jobs;

namespace Slipway.Downloads;

/// <summary>A job's changes as they happen.</summary>
public static class JobEventsApi
{
    /// <summary>Maps <c>GET /v1/download/events/{job_id}</c>.</summary>
    public static void MapJobEvents(this IEndpointRouteBuilder app) => app.MapDownloadGroup()
        .MapGet("/events/{job_id:guid}", FollowAsync)
        .WithSummary("A job's changes as server-sent events")
        .WithDescription("Each event carries what status answers; its id is the job's version. The stream ends after the last state; asked again from there, 204 tells a browser to stay away.");

    private static async Task<Results<JobEventStream, NoContent, ProblemHttpResult>> FollowAsync(
        [FromRoute(Name = "job_id")] Guid jobId,
        [FromHeader(Name = Caller.Header), Description(Caller.HeaderDescription)] string? userId,
        [FromHeader(Name = "Last-Event-ID"), Description("Version seen last; older states are not sent again.")] string? lastEventId,
        JobStore jobs, JobChanges changes, JobMetrics metrics, DownloadsOptions options, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json,
        TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var owner = Caller.Owner(userId);
        var (job, refusal) = await DownloadsApi.LookUpAsync(jobs, jobId, owner, clock, cancellationToken);
        if (job is null) return refusal!;
        var seen = long.TryParse(lastEventId, out var version) ? version : 0;
        if (job.IsFinished && seen >= job.Version) return TypedResults.NoContent();
        return new JobEventStream(seen, changes.Follow(jobId), token => jobs.FindAsync(jobId, owner, token),
            view => JsonSerializer.Serialize(view, json.Value.SerializerOptions), TimeSpan.FromSeconds(options.EventHeartbeatSeconds), metrics, clock, lifetime.ApplicationStopping);
    }
}
