using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.ServiceDefaults;

namespace Slipway.Portfolio;

/// <summary>Says that the service answers, and in which version. Readiness is <c>/health/ready</c>.</summary>
public static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/health", Read).WithName("health").WithSummary("Whether the service answers, and its version");

    private static Ok<Health> Read(ServiceIdentity identity) => TypedResults.Ok(new Health("healthy", identity.Version));

    private sealed record Health(string Status, string Version);
}
