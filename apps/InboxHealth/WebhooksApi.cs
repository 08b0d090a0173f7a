using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Slipway.InboxHealth.Webhooks;

namespace Slipway.InboxHealth;

/// <summary>Receives VAPI's call events.</summary>
public static class WebhooksApi
{
    public const string Path = "/webhooks/vapi";

    /// <summary>Maps <c>POST /webhooks/vapi</c>.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder app) => app.MapPost(Path, ReceiveAsync)
        .WithName("receive_call_event")
        .WithSummary("Receives a call event of VAPI")
        .WithDescription("Signed: HMAC-SHA256 of '<x-timestamp>.<body>' in hexadecimal as x-signature, the defaults of VAPI's HMAC credential. The report at the end of a call is stored once, however often it comes; the answer comes after it is safe. Other events are accepted and not stored.")
        .Accepts<CallEventEnvelope>("application/json")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<CallEventAnswer>, ProblemHttpResult>> ReceiveAsync(
        HttpContext context, VapiOptions options, BodyBudget budget, WebhookSignature signature, CallStore store, CallWriter writer, WebhookMetrics metrics, CancellationToken cancellationToken)
    {
        var most = options.LargestEventKilobytes * 1024;
        if (context.Request.ContentLength > most) return TooLarge();
        using var share = budget.TryTake(context.Request.ContentLength ?? most);
        if (share is null) return Busy("Too many events wait to be stored.");
        if (await ReadAsync(context.Request, most, cancellationToken) is not { } body) return TooLarge();

        var check = signature.Check(context.Request.Headers[options.TimestampHeader], context.Request.Headers[options.SignatureHeader], body);
        if (check != SignatureCheck.Valid) return Unsigned(check);
        if (CallEvent.Parse(body, out var problem) is not { } received) return Refuse("malformed", StatusCodes.Status400BadRequest, problem);
        if (received.Type == CallEvent.Readiness) return await ReadyAsync();
        if (received.Call is null) return Done("ignored");

        return await writer.StoreAsync(received.Call, cancellationToken) switch
        {
            StoreOutcome.Stored => Done("stored"),
            StoreOutcome.Duplicate => Done("duplicate"),
            StoreOutcome.Refused => Refuse("malformed", StatusCodes.Status400BadRequest, "The database does not take a value of this event."),
            _ => Busy("The event could not be stored."),
        };

        async Task<Results<Ok<CallEventAnswer>, ProblemHttpResult>> ReadyAsync()
        {
            try
            {
                return writer.HasRoom && await store.IsWritableAsync(cancellationToken) ? TypedResults.Ok(new CallEventAnswer("ready")) : Busy("Events cannot be stored: too many wait, or the role may not insert into vapi_calls.");
            }
            catch (NpgsqlException error)
            {
                return Busy($"Events cannot be stored: {error.Message}");
            }
        }

        Ok<CallEventAnswer> Done(string outcome)
        {
            metrics.Answered(outcome);
            return TypedResults.Ok(new CallEventAnswer(outcome));
        }

        ProblemHttpResult Refuse(string outcome, int status, string detail)
        {
            metrics.Answered(outcome);
            return TypedResults.Problem(detail, statusCode: status);
        }

        ProblemHttpResult TooLarge() => Refuse("too_large", StatusCodes.Status413PayloadTooLarge, $"The event is larger than {options.LargestEventKilobytes} KiB.");

        ProblemHttpResult Busy(string reason)
        {
            context.Response.Headers.RetryAfter = "2";
            return Refuse("unavailable", StatusCodes.Status503ServiceUnavailable, $"{reason} Send it again in a few seconds.");
        }

        ProblemHttpResult Unsigned(SignatureCheck refused) => Refuse(refused == SignatureCheck.Stale ? "stale" : "unsigned", StatusCodes.Status401Unauthorized, refused switch
        {
            SignatureCheck.Missing => $"The headers {options.TimestampHeader} (seconds or milliseconds since 1970) and {options.SignatureHeader} are expected.",
            SignatureCheck.Stale => $"{options.TimestampHeader} is more than {options.ReplayWindowSeconds} s from now.",
            _ => $"{options.SignatureHeader} is not the signature of this time and body under the secret agreed on.",
        });
    }

    /// <summary>The whole body; null when it is larger than allowed.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength is { } length)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact, cancellationToken);
            return exact;
        }

        using var gathered = new MemoryStream();
        var part = new byte[8192];
        while (await request.Body.ReadAsync(part, cancellationToken) is > 0 and var read)
        {
            if (gathered.Length + read > most) return null;
            gathered.Write(part, 0, read);
        }

        return gathered.ToArray();
    }
}

/// <summary>What VAPI sends, as far as it is read here.</summary>
public sealed record CallEventEnvelope(CallEventMessage Message);

/// <summary>The event itself.</summary>
public sealed record CallEventMessage([property: Description("Such as 'end-of-call-report', the one that is stored")] string Type, CallEventCall? Call);

/// <summary>The call an event is about.</summary>
public sealed record CallEventCall([property: Description("What makes two events the same call")] string Id);

/// <summary>What became of an event.</summary>
public sealed record CallEventAnswer([property: Description("stored, duplicate, ignored (a kind that is not stored) or ready (to our own probe)")] string Outcome);
