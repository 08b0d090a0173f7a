using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Slipway.ServiceDefaults;

/// <summary>What the platform asks of every service.</summary>
internal static class PlatformApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var endpoint in new[] { app.MapGet("/health/live", Live), app.MapGet("/health/ready", ReadyAsync), app.MapGet("/metrics", Metrics) })
            endpoint.WithMetadata(PlatformEndpoint.Instance).DisableHttpMetrics().ExcludeFromDescription();
    }

    /// <summary>The process answers. Looks at nothing else: a restart would not bring a database back.</summary>
    private static Ok<HealthReport> Live(ServiceIdentity identity) =>
        TypedResults.Ok(new HealthReport("healthy", identity.Version, new Dictionary<string, string>()));

    private static async Task<JsonHttpResult<HealthReport>> ReadyAsync(HealthProbes probes, CancellationToken cancellationToken)
    {
        var report = await probes.ReadAsync(cancellationToken);
        return TypedResults.Json(report, statusCode: report.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static ContentHttpResult Metrics(PrometheusMetrics metrics) => TypedResults.Content(metrics.Write(), PrometheusMetrics.ContentType);
}
