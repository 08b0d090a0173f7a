using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Slipway.Downloads.Jobs;
using Slipway.Downloads.Storage;
using Slipway.Downloads.Worker;

namespace Slipway.Downloads;

/// <summary>Jobs: started, looked at, fetched, called off.</summary>
public static class DownloadsApi
{
    private const int SmallestId = 10_000;
    private const int LargestId = 100_000_000;
    private const int MostIds = 1_000;
    private const int LongestKey = 255;

    // 2026-01-01, the day initiate replaced it (RFC 9745).
    private const string DeprecatedSince = "@1767225600";

    /// <summary>Maps the calls under <c>/v1/download</c>.</summary>
    public static void MapDownloads(this IEndpointRouteBuilder app)
    {
        var group = app.MapDownloadGroup();
        group.MapPost("/check", CheckAsync).WithSummary("Whether a file is there");
        group.MapPost("/start", StartAsync).WithSummary("Prepares a file and answers when it is ready")
            .WithDescription("Takes 10 to 120 seconds and outlasts the patience of most proxies. Use initiate.")
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.Deprecated = true;
                return Task.CompletedTask;
            });
        group.MapPost("/initiate", InitiateAsync).WithSummary("Starts a job and answers at once");
        group.MapGet("/status/{job_id:guid}", StatusAsync).WithSummary("How far a job is").Produces(StatusCodes.Status304NotModified);
        group.MapGet("/result/{job_id:guid}", ResultAsync).WithSummary("Addresses of a completed job's files, valid for a while");
        group.MapPost("/cancel/{job_id:guid}", CancelAsync).WithSummary("Calls a job off");
    }

    /// <summary>The job, or the answer that there is none (any more).</summary>
    internal static async Task<(Job? Job, ProblemHttpResult? Refusal)> LookUpAsync(
        JobStore jobs, Guid jobId, string owner, TimeProvider clock, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(jobId, owner, cancellationToken);
        var expired = job is null ? await jobs.HasExpiredAsync(jobId, owner, cancellationToken) : job.ExpiresAt <= clock.GetUtcNow();
        if (expired) return (null, TypedResults.Problem($"Job {jobId} is past its time to live. Start a new one with /v1/download/initiate.", statusCode: StatusCodes.Status410Gone));
        return job is null
            ? (null, TypedResults.Problem($"There is no job {jobId}.", statusCode: StatusCodes.Status404NotFound))
            : (job, null);
    }

    private static async Task<Results<Ok<Availability>, ValidationProblem>> CheckAsync(FileRequest request, FileStore files, CancellationToken cancellationToken)
    {
        if (Invalid(request) is { } invalid) return invalid;
        var id = request.FileId!.Value;
        var found = await files.FindAsync(id, cancellationToken);
        return TypedResults.Ok(new Availability(id, found is not null, FileStore.KeyOf(id), found?.Size));
    }

    private static async Task<Results<Ok<DownloadLink>, ValidationProblem, ProblemHttpResult>> StartAsync(
        FileRequest request, Preparation preparation, FileStore files, DownloadsOptions options, TimeProvider clock, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers["Deprecation"] = DeprecatedSince;
        response.Headers.Link = "</v1/download/initiate>; rel=\"successor-version\"";
        if (Invalid(request) is { } invalid) return invalid;
        try
        {
            var prepared = await preparation.PrepareAsync([request.FileId!.Value], (_, _) => Task.CompletedTask, cancellationToken);
            return TypedResults.Ok(Link(prepared[0], files, options, clock));
        }
        catch (PermanentException missing)
        {
            return TypedResults.Problem(missing.Message, statusCode: StatusCodes.Status404NotFound);
        }
    }

    private static async Task<Results<Accepted<Initiated>, ValidationProblem, ProblemHttpResult>> InitiateAsync(
        InitiateRequest request,
        [FromHeader(Name = "Idempotency-Key"), Description("Up to 255 visible characters. The same key and body give the same job; without a key every request starts one.")] string? key,
        [FromHeader(Name = Caller.Header), Description(Caller.HeaderDescription)] string? userId,
        JobStore jobs, JobMetrics metrics, CancellationToken cancellationToken)
    {
        if (Invalid(request, key) is { } invalid) return invalid;
        var (outcome, id, status) = await jobs.InitiateAsync(Caller.Owner(userId), request.FileIds!, key, cancellationToken);
        metrics.Initiated(outcome);
        if (outcome == Initiation.KeyReused)
            return TypedResults.Problem($"Idempotency-Key '{key}' was used before with another body (job {id}). Use a new key for a new request.", statusCode: StatusCodes.Status409Conflict);
        var job = new Initiated(id, status, $"/v1/download/status/{id}", $"/v1/download/events/{id}", $"/v1/download/result/{id}");
        return TypedResults.Accepted(job.StatusUrl, job);
    }

    private static async Task<Results<Ok<JobView>, StatusCodeHttpResult, ProblemHttpResult>> StatusAsync(
        [FromRoute(Name = "job_id")] Guid jobId,
        [FromHeader(Name = Caller.Header), Description(Caller.HeaderDescription)] string? userId,
        JobStore jobs, DownloadsOptions options, TimeProvider clock, HttpContext context, CancellationToken cancellationToken)
    {
        var (job, refusal) = await LookUpAsync(jobs, jobId, Caller.Owner(userId), clock, cancellationToken);
        if (job is null) return refusal!;
        var tag = $"W/\"{job.Version}\"";
        context.Response.Headers.ETag = tag;
        if (!job.IsFinished) context.Response.Headers.RetryAfter = $"{options.PollAdviceSeconds}";
        return context.Request.Headers.IfNoneMatch.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)).Any(known => known == tag || known == "*")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(JobView.Of(job));
    }

    private static async Task<Results<Ok<JobResult>, ProblemHttpResult>> ResultAsync(
        [FromRoute(Name = "job_id")] Guid jobId,
        [FromHeader(Name = Caller.Header), Description(Caller.HeaderDescription)] string? userId,
        JobStore jobs, FileStore files, DownloadsOptions options, TimeProvider clock, HttpResponse response, CancellationToken cancellationToken)
    {
        var (job, refusal) = await LookUpAsync(jobs, jobId, Caller.Owner(userId), clock, cancellationToken);
        if (job is null) return refusal!;
        // The addresses are keys to the files: nobody on the way keeps them.
        response.Headers.CacheControl = "no-store";
        if (job.Status == JobStatus.Completed)
            return TypedResults.Ok(new JobResult(jobId, [.. job.Files.Select(file => Link(file, files, options, clock))]));
        if (!job.IsFinished) response.Headers.RetryAfter = $"{options.PollAdviceSeconds}";
        return Conflict(job, $"Job {jobId} is {Word(job.Status)}, there is no result{(job.IsFinished ? "" : " yet")}.{(job.Error is null ? "" : $" {job.Error}")}");
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> CancelAsync(
        [FromRoute(Name = "job_id")] Guid jobId,
        [FromHeader(Name = Caller.Header), Description(Caller.HeaderDescription)] string? userId,
        JobStore jobs, TimeProvider clock, CancellationToken cancellationToken)
    {
        var owner = Caller.Owner(userId);
        var cancelled = await jobs.CancelAsync(jobId, owner, cancellationToken);
        var (job, refusal) = await LookUpAsync(jobs, jobId, owner, clock, cancellationToken);
        if (job is null) return refusal!;
        return cancelled
            ? TypedResults.Accepted($"/v1/download/status/{jobId}", JobView.Of(job))
            : Conflict(job, $"Job {jobId} is {Word(job.Status)} and can no longer be called off.");
    }

    private static DownloadLink Link(PreparedFile file, FileStore files, DownloadsOptions options, TimeProvider clock)
    {
        var validity = TimeSpan.FromMinutes(options.UrlMinutes);
        return new(file.FileId, files.Sign(file.S3Key, validity), clock.GetUtcNow() + validity, file.Size, file.Sha256);
    }

    private static ProblemHttpResult Conflict(Job job, string detail) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status409Conflict, extensions: new Dictionary<string, object?> { ["job_status"] = Word(job.Status) });

    private static string Word(JobStatus status) => status.ToString().ToLowerInvariant();

    private static ValidationProblem? Invalid(FileRequest request) =>
        request.FileId is null ? Problem("file_id", "file_id is missing.")
        : InRange(request.FileId.Value) ? null
        : Problem("file_id", OutOfRange("file_id", request.FileId.Value));

    private static ValidationProblem? Invalid(InitiateRequest request, string? key)
    {
        if (key is not null && (key.Length is 0 or > LongestKey || key.Any(letter => letter is < '!' or > '~')))
            return Problem("Idempotency-Key", $"Idempotency-Key has {key.Length} characters, expected 1 to {LongestKey} visible ASCII characters.");
        if (request.FileIds is not { Length: >= 1 and <= MostIds } ids)
            return Problem("file_ids", $"file_ids has {request.FileIds?.Length ?? 0} ids, expected 1 to {MostIds}.");
        var wrong = Array.FindIndex(ids, id => !InRange(id));
        return wrong < 0 ? null : Problem($"file_ids[{wrong}]", OutOfRange($"file_ids[{wrong}]", ids[wrong]));
    }

    private static bool InRange(int id) => id is >= SmallestId and <= LargestId;

    private static string OutOfRange(string name, int id) => $"{name} is {id}, expected {SmallestId} to {LargestId}.";

    private static ValidationProblem Problem(string name, string what) => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [name] = [what] }, what);
}
