using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Slipway.ServiceDefaults;

/// <summary>
/// One line for each request. The query string stays out: it may hold what a log must not.
/// Requests of the platform itself (health, metrics) are logged at debug level.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        // An exception handler or a re-execution may change it.
        var path = context.Request.Path.Value;
        try
        {
            await next(context);
        }
        finally
        {
            var endpoint = context.GetEndpoint();
            var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
            var status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? 499 : context.Response.StatusCode;
            Describe(Activity.Current, context, route, status);
            var level = endpoint?.Metadata.GetMetadata<PlatformEndpoint>() is not null ? LogLevel.Debug : LogLevel.Information;
            logger.Log(level, "{Method} {Path} {Status} in {DurationMs} ms", context.Request.Method, path, status,
                Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2));
        }
    }

    /// <summary>What the semantic conventions ask of a server span; the framework leaves it to instrumentation packages.</summary>
    private static void Describe(Activity? activity, HttpContext context, string? route, int status)
    {
        if (activity is not { IsAllDataRequested: true }) return;
        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("http.request.method", context.Request.Method);
        activity.SetTag("url.path", context.Request.Path.Value);
        activity.SetTag("http.response.status_code", status);
        if (route is not null) activity.SetTag("http.route", route);
        if (status >= 500) activity.SetStatus(ActivityStatusCode.Error);
    }
}
