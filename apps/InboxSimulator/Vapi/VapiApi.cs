using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.InboxSimulator.Faults;

namespace Slipway.InboxSimulator.Vapi;

/// <summary>Ends calls on command.</summary>
public static class VapiApi
{
    private const int AtOnce = 32;

    public static void MapVapi(this IEndpointRouteBuilder app) =>
        app.MapPost("/vapi/calls", EndCallsAsync).WithName("end_calls").WithSummary("Sends the reports of calls that have ended to the webhook");

    private static async Task<Results<Ok<EndedCalls>, ProblemHttpResult>> EndCallsAsync(EndCalls request, VapiSender vapi, FaultBoard faults, CancellationToken cancellationToken)
    {
        if (request.Count is < 1 or > 10_000 || request.Times is < 1 or > 100)
            return TypedResults.Problem($"count is {request.Count} and times {request.Times}, expected 1 to 10000 and 1 to 100.", statusCode: StatusCodes.Status400BadRequest);
        if (faults[Source.Vapi].Fault == Fault.Refuse)
            return TypedResults.Problem("VAPI is set to refuse: nothing is sent.", statusCode: StatusCodes.Status503ServiceUnavailable);
        var run = request.CallId ?? Guid.NewGuid().ToString("N");
        var ids = Enumerable.Range(0, request.Count).SelectMany(number => Enumerable.Repeat(request.Count == 1 ? run : $"{run}-{number}", request.Times));
        var answers = new System.Collections.Concurrent.ConcurrentBag<int>();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, token) => answers.Add(await vapi.SendAsync(id, token)));
        return TypedResults.Ok(new EndedCalls(run, answers.GroupBy(status => status).ToDictionary(group => $"{group.Key}", group => group.Count())));
    }
}

/// <summary>Which calls end.</summary>
public sealed record EndCalls(
    int Count = 1,
    [property: Description("How often each report is sent")] int Times = 1,
    [property: Description("The call's id; several calls have it with a number behind it")] string? CallId = null);

/// <summary>What was sent.</summary>
public sealed record EndedCalls(string CallId, [property: Description("Answers by status; 0 where there was none")] IReadOnlyDictionary<string, int> Answers);
