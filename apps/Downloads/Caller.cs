using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Slipway.Downloads.Storage;

namespace Slipway.Downloads;

/// <summary>What holds for every call of the API: who calls, and what is said when something we need is away.</summary>
public static class Caller
{
    /// <summary>Header with the owner's name. The edge sets it and removes what clients send.</summary>
    public const string Header = "X-User-Id";

    /// <summary>Explains the header in the API's description.</summary>
    public const string HeaderDescription =
        "Owner of the job, set by the edge in front of the service (it removes what clients send); 'anonymous' without one. A job of another owner is answered with 404.";

    private const int LongestName = 200;
    private const string RetryAfterSeconds = "5";

    /// <summary>The owner a request acts for.</summary>
    public static string Owner(string? header) => string.IsNullOrWhiteSpace(header) ? "anonymous" : header;

    /// <summary>A group of endpoints under <c>/v1/download</c> with the rules that all of them share.</summary>
    public static RouteGroupBuilder MapDownloadGroup(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/download").WithTags("Downloads")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group.AddEndpointFilter(GuardAsync);
        return group;
    }

    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var name = context.HttpContext.Request.Headers[Header].ToString();
        if (name.Length > LongestName || name.Any(char.IsControl))
            return TypedResults.Problem($"header {Header} has {name.Length} characters, expected at most {LongestName} and no control characters.", statusCode: StatusCodes.Status400BadRequest);
        try
        {
            return await next(context);
        }
        catch (StorageException)
        {
            return Unavailable(context.HttpContext, "The object store cannot be reached.");
        }
        catch (NpgsqlException error) when (error.IsTransient || error.SqlState is "57P01" or "57P02" or "57P03")
        {
            return Unavailable(context.HttpContext, "The database cannot be reached.");
        }
    }

    private static ProblemHttpResult Unavailable(HttpContext context, string what)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return TypedResults.Problem($"{what} Try again in {RetryAfterSeconds} s; with the same Idempotency-Key nothing happens twice.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
