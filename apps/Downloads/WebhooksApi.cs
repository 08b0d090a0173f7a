using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Slipway.Downloads.Webhooks;

namespace Slipway.Downloads;

/// <summary>Callbacks that tell an owner's systems when a job ends.</summary>
public static class WebhooksApi
{
    private const int LongestUrl = 2_000;

    /// <summary>Maps the calls under <c>/v1/download/webhooks</c>.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var group = app.MapDownloadGroup().MapGroup("/webhooks");
        group.MapPost("", RegisterAsync).WithSummary("Registers a callback")
            .WithDescription("Called when a job of this owner is completed, failed or cancelled. Verify X-Slipway-Signature: 'sha256=' and the HMAC-SHA256 of '<X-Slipway-Timestamp>.<body>' under the secret, and refuse timestamps older than five minutes. A delivery may come twice: X-Slipway-Delivery tells.");
        group.MapGet("", ListAsync).WithSummary("An owner's callbacks");
        group.MapDelete("/{webhook_id:guid}", RemoveAsync).WithSummary("Forgets a callback");
    }

    private static async Task<Results<Created<WebhookRegistered>, ValidationProblem>> RegisterAsync(
        WebhookRequest request,
        [FromHeader(Name = Caller.Header), Description(Caller.HeaderDescription)] string? userId,
        WebhookStore webhooks, CallbackClient client, CancellationToken cancellationToken)
    {
        var problem = request.Url is not { Length: > 0 and <= LongestUrl } url
            ? $"url has {request.Url?.Length ?? 0} characters, expected 1 to {LongestUrl}."
            : await client.ProblemWithAsync(url, cancellationToken);
        if (problem is not null) return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["url"] = [problem] }, problem);
        var (webhook, secret) = await webhooks.AddAsync(Caller.Owner(userId), request.Url!, cancellationToken);
        return TypedResults.Created($"/v1/download/webhooks/{webhook.WebhookId}", new WebhookRegistered(webhook.WebhookId, webhook.Url, webhook.CreatedAt, secret));
    }

    private static async Task<Ok<IReadOnlyList<Webhook>>> ListAsync(
        [FromHeader(Name = Caller.Header), Description(Caller.HeaderDescription)] string? userId, WebhookStore webhooks, CancellationToken cancellationToken) =>
        TypedResults.Ok(await webhooks.ListAsync(Caller.Owner(userId), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        [FromRoute(Name = "webhook_id")] Guid webhookId,
        [FromHeader(Name = Caller.Header), Description(Caller.HeaderDescription)] string? userId,
        WebhookStore webhooks, CancellationToken cancellationToken) =>
        await webhooks.RemoveAsync(Caller.Owner(userId), webhookId, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"There is no webhook {webhookId}.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>Where to call.</summary>
public sealed record WebhookRequest([property: Description("https address on the public internet")] string? Url);

/// <summary>A callback with its secret, which is shown this once.</summary>
public sealed record WebhookRegistered(Guid WebhookId, string Url, DateTimeOffset CreatedAt, [property: Description("Signs the deliveries; not shown again")] string Secret);
