using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Slipway.ServiceDefaults;

/// <summary>Turns exceptions into problem details: what the caller did wrong is told, what we did wrong is logged.</summary>
internal sealed partial class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
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
            problem.Detail = refused.InnerException is JsonException json ? $"The body is not the JSON this call expects: {Plain(json)}" : Plain(refused.Message);
        }
        else if (exception is DbException { IsTransient: true })
        {
            problem.Status = StatusCodes.Status503ServiceUnavailable;
            problem.Detail = "The database does not answer at the moment. Try again in a few seconds.";
            httpContext.Response.Headers.RetryAfter = "2";
            // Without the stack: it is the same for each of the many requests that meet an outage.
            logger.LogError("{Method} {Path} failed: {Reason}", httpContext.Request.Method, httpContext.Request.Path.Value, exception.Message);
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

    /// <summary>"Failed to bind parameter "Nullable&lt;DateOnly&gt; dueBefore" from "x"." in the words of our callers.</summary>
    private static string Plain(string message)
    {
        if (BindingMessage().Match(message) is not { Success: true } match) return message;
        var expected = match.Groups["type"].Value switch
        {
            "int" or "long" or "short" => "a whole number",
            "decimal" or "double" or "float" => "a number",
            "bool" => "true or false",
            "DateOnly" => "a date such as 2026-01-31",
            "DateTimeOffset" or "DateTime" => "a time such as 2026-01-31T12:00:00Z",
            "Guid" => "a UUID",
            _ => "another form",
        };
        return $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups["name"].Value)} is '{match.Groups["value"].Value}', expected {expected}.";
    }

    [GeneratedRegex("""^Failed to bind parameter "(Nullable<)?(?<type>\w+)>? (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex BindingMessage();

    private static string Plain(JsonException error) =>
        // Without the .NET type names that the serializer puts into its messages.
        error.Path is null ? "it cannot be read." : $"'{error.Path}' (line {error.LineNumber + 1}) has the wrong type, is missing or cannot be read.";
}
