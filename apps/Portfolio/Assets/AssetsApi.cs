using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Slipway.Portfolio.Assets;

/// <summary>The list of assets, page by page.</summary>
public static class AssetsApi
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 500;

    public static void MapAssets(this IEndpointRouteBuilder app) => app.MapGet("/assets", ListAsync)
        .WithName("list_assets")
        .WithSummary("The assets, page by page")
        .WithDescription("When there are more, the Link header names the next page (rel=\"next\", relative to the address asked).");

    private static async Task<Results<Ok<IReadOnlyList<Asset>>, ValidationProblem>> ListAsync(
        AssetStore assets,
        HttpResponse response,
        CancellationToken cancellationToken,
        [Description("How many, 1 to 500; 100 by default.")] int? limit = null,
        [Description("Where to go on: from the Link header of the page before.")] string? cursor = null,
        [Description("Only those active, defaulted or paid.")] string? status = null,
        [Description("Only those due before this day."), FromQuery(Name = "due_before")] DateOnly? dueBefore = null,
        [Description("Only those due after this day."), FromQuery(Name = "due_after")] DateOnly? dueAfter = null,
        [Description("id, due_date, nominal_value or status; with - before it, descending. By id by default.")] string? sort = null)
    {
        var errors = new Dictionary<string, string[]>();
        if (limit is < 1 or > MaximumLimit) errors["limit"] = [$"limit is {limit}, expected 1 to {MaximumLimit}."];
        if (!AssetRules.TryReadStatus(status, out var known) && !string.IsNullOrEmpty(status)) errors["status"] = [$"status is '{status}', expected active, defaulted or paid."];
        var order = AssetOrder.Find(sort);
        if (order is null) errors["sort"] = [$"sort is '{sort}', expected one of {AssetOrder.Names}."];
        var after = cursor is null ? null : order?.ReadCursor(cursor);
        if (cursor is not null && order is not null && after is null) errors["cursor"] = [$"cursor does not belong to sort '{order.Name}'. Take it from the Link header of the page before, or leave it out for the first page."];
        if (errors.Count > 0) return TypedResults.ValidationProblem(errors, detail: string.Join(" ", errors.Values.SelectMany(reasons => reasons)));

        var size = limit ?? DefaultLimit;
        var filter = new AssetFilter(string.IsNullOrEmpty(status) ? null : known, dueBefore, dueAfter);
        // One more than asked for tells whether there is a next page.
        var found = await assets.ListAsync(filter, order!, after, size + 1, cancellationToken);
        if (found.Count <= size) return TypedResults.Ok(found);

        var page = found.Take(size).ToArray();
        response.Headers.Link = $"<{NextPage(order!.CursorAfter(page[^1]), size, sort, status, dueBefore, dueAfter)}>; rel=\"next\"";
        return TypedResults.Ok<IReadOnlyList<Asset>>(page);
    }

    /// <summary>Only the query: whatever path a router in front of us uses, the link stays right.</summary>
    private static string NextPage(string cursor, int limit, string? sort, string? status, DateOnly? dueBefore, DateOnly? dueAfter)
    {
        var query = QueryString.Create("cursor", cursor).Add("limit", $"{limit}");
        if (sort is not null) query = query.Add("sort", sort);
        if (!string.IsNullOrEmpty(status)) query = query.Add("status", status);
        if (dueBefore is { } before) query = query.Add("due_before", $"{before:yyyy-MM-dd}");
        if (dueAfter is { } after) query = query.Add("due_after", $"{after:yyyy-MM-dd}");
        return query.Value!;
    }
}
