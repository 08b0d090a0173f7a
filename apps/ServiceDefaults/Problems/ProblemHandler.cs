using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Slipway.ServiceDefaults;

/// <summary>Turns exceptions into problem details: what the caller did wrong is told, what we did wrong is logged.</summary>
internal sealed class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is listening any more; 499 is what nginx calls it.
            httpContext.Response.StatusCode = 499;
            return true;
        }

        var problem = new ProblemDetails { Status = StatusCodes.Status500InternalServerError };
        if (exception is BadHttpRequestException refused)
        {
            problem.Status = refused.StatusCode;
            problem.Detail = refused.InnerException is JsonException json ? $"The body is not the JSON this call expects: {Plain(json)}" : refused.Message;
        }
        else
        {
            problem.Detail = "The service failed; the trace id leads to the cause in its log.";
            logger.LogError(exception, "{Method} {Path} failed: {Reason}", httpContext.Request.Method, httpContext.Request.Path.Value, exception.Message);
        }

        httpContext.Response.StatusCode = problem.Status.Value;
        await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
        return true;
    }

    /// <summary>Adds the trace id to every problem, whoever made it.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        context.ProblemDetails.Extensions.Remove("traceId");
        context.ProblemDetails.Extensions["trace_id"] = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity
            ? activity.TraceId.ToHexString()
            : context.HttpContext.TraceIdentifier;
    }

    private static string Plain(JsonException error) =>
        // Without the .NET type names that the serializer puts into its messages.
        error.Path is null ? "it cannot be read." : $"'{error.Path}' (line {error.LineNumber + 1}) has the wrong type, is missing or cannot be read.";
}
