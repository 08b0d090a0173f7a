using Microsoft.AspNetCore.Http.HttpResults;

namespace Slipway.Portfolio.Insights;

/// <summary>The four headline figures of the portfolio.</summary>
public static class InsightsApi
{
    public static void MapInsights(this IEndpointRouteBuilder app) => app.MapGet("/insights", ReadAsync)
        .WithName("read_insights")
        .WithSummary("Total value, default rate, outstanding debt and collection rate");

    private static async Task<Ok<IReadOnlyList<Insight>>> ReadAsync(InsightsQuery insights, CancellationToken cancellationToken) =>
        TypedResults.Ok(await insights.ReadAsync(cancellationToken));
}
