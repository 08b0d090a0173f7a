using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Slipway.Portfolio.Imports;

/// <summary>The bulk load of assets.</summary>
public static class ImportApi
{
    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";

    public static void MapImport(this IEndpointRouteBuilder app)
    {
        var options = app.ServiceProvider.GetRequiredService<ImportOptions>();
        app.MapPost("/assets:import", ImportAsync)
            .WithName("import_assets")
            .WithSummary("Loads assets in bulk from CSV or NDJSON")
            .WithDescription("Good lines are stored, also next to bad ones; each bad line is named with its number and reason. An asset that is there is updated by its id, so sending a file again changes nothing.")
            .WithMetadata(new RequestSizeLimitAttribute(options.MaximumMegabytes * 1024L * 1024L))
            .Accepts<string>(Csv, Ndjson)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<Results<Ok<ImportAnswer>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, AssetImport import, ImportOptions options, CancellationToken cancellationToken)
    {
        if (options.Token is { } token && !IsAuthorized(request, token))
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            return TypedResults.Problem("An import needs the header 'Authorization: Bearer <token>' with this environment's import token.", statusCode: StatusCodes.Status401Unauthorized);
        }

        IAssetFormat? format = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() switch
        {
            Csv => new CsvFormat(),
            Ndjson or "application/jsonl" or "application/x-jsonlines" => new NdjsonFormat(),
            _ => null,
        } : null;
        if (format is null)
            return TypedResults.Problem($"Content-Type is '{request.ContentType}', expected {Csv} or {Ndjson}.", statusCode: StatusCodes.Status415UnsupportedMediaType);

        try
        {
            return TypedResults.Ok(await import.RunAsync(request.Body, format, cancellationToken));
        }
        catch (ImportRefusedException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static bool IsAuthorized(HttpRequest request, string token)
    {
        const string Scheme = "Bearer ";
        var given = request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given[Scheme.Length..].Trim()), Encoding.UTF8.GetBytes(token));
    }
}
