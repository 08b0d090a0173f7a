using Microsoft.AspNetCore.Http.HttpResults;

namespace Slipway.InboxSimulator.Faults;

/// <summary>Makes the sources misbehave, and stop it.</summary>
public static class FaultsApi
{
    public static void MapFaults(this IEndpointRouteBuilder app)
    {
        app.MapGet("/faults", Read).WithName("read_faults").WithSummary("How each source behaves");
        app.MapPut("/faults/{source}", SetAsync).WithName("set_fault").WithSummary("Makes a source misbehave; complete when it does");
        app.MapDelete("/faults/{source}", ClearAsync).WithName("clear_fault").WithSummary("Makes a source behave");
    }

    private static Ok<Dictionary<Source, FaultSetting>> Read(FaultBoard board) =>
        TypedResults.Ok(Enum.GetValues<Source>().ToDictionary(source => source, source => board[source]));

    private static async Task<Results<Ok<FaultSetting>, ProblemHttpResult>> SetAsync(string source, FaultSetting setting, FaultBoard board)
    {
        if (!TrySource(source, out var known)) return Unknown(source);
        if (setting.Seconds is < 0 or > 3600) return TypedResults.Problem($"seconds is {setting.Seconds}, expected 0 to 3600.", statusCode: StatusCodes.Status400BadRequest);
        await board.SetAsync(known, setting);
        return TypedResults.Ok(setting);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ClearAsync(string source, FaultBoard board)
    {
        if (!TrySource(source, out var known)) return Unknown(source);
        await board.SetAsync(known, FaultSetting.None);
        return TypedResults.NoContent();
    }

    private static bool TrySource(string text, out Source source) => Enum.TryParse(text, ignoreCase: true, out source) && !char.IsAsciiDigit(text[0]);

    private static ProblemHttpResult Unknown(string source) => TypedResults.Problem(
        $"There is no source '{source}', only {string.Join(", ", Enum.GetNames<Source>().Select(name => name.ToLowerInvariant()))}.", statusCode: StatusCodes.Status404NotFound);
}
