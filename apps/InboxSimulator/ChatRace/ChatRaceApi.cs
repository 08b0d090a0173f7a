using Microsoft.AspNetCore.Http.HttpResults;

namespace Slipway.InboxSimulator.ChatRace;

/// <summary>What the simulated ChatRace saw.</summary>
public static class ChatRaceApi
{
    public static void MapChatRace(this IEndpointRouteBuilder app) =>
        app.MapGet("/chatrace/last-request", Read).WithName("read_last_request").WithSummary("When the API was called last, and in which trace");

    private static Results<Ok<ChatRaceRequest>, NotFound> Read(ChatRaceListener chatRace) => chatRace.Last is { } last ? TypedResults.Ok(last) : TypedResults.NotFound();
}
