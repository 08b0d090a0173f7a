using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.Downloads.Storage;

namespace Slipway.Downloads;

/// <summary>
/// Whether downloads can be had at the moment. Readiness is another question: jobs can be started and followed while the
/// store is away, so its loss must not take the API out of the router.
/// </summary>
public static class HealthApi
{
    /// <summary>Maps <c>GET /health</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/health", GetAsync)
        .WithSummary("Whether the bucket can be reached, asked with a limit of two seconds")
        .Produces<DownloadsHealth>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<JsonHttpResult<DownloadsHealth>> GetAsync(FileStore files, CancellationToken cancellationToken) =>
        await files.IsReachableAsync(cancellationToken)
            ? TypedResults.Json(new DownloadsHealth("healthy", new("ok")), statusCode: StatusCodes.Status200OK)
            : TypedResults.Json(new DownloadsHealth("unhealthy", new("error")), statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>The answer: <c>healthy</c> or <c>unhealthy</c>.</summary>
public sealed record DownloadsHealth(string Status, DownloadsChecks Checks);

/// <summary>Each is <c>ok</c> or <c>error</c>.</summary>
public sealed record DownloadsChecks(string Storage);
