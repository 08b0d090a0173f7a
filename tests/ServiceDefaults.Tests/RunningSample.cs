using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slipway.ServiceDefaults.Tests;

/// <summary>A small service over real Kestrel on a free port, with its log kept.</summary>
internal sealed class RunningSample : IAsyncDisposable
{
    private readonly MemoryStream _log;

    private RunningSample(WebApplication app, MemoryStream log)
    {
        App = app;
        _log = log;
        Client = new HttpClient { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public IReadOnlyList<JsonElement> Log => [.. Encoding.UTF8.GetString(_log.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public static Service Define() => Service.Named("sample", typeof(RunningSample).Assembly).WithRoutes(app =>
    {
        app.MapGet("/things/{id:int}", (int id) => TypedResults.Ok(new Thing(id, ThingColour.DeepBlue)));
        app.MapPost("/things", (Thing thing) => TypedResults.Ok(thing));
        app.MapGet("/sum", ([FromQuery(Name = "first_number")] int firstNumber) => TypedResults.Ok(firstNumber));
        app.MapGet("/fail", string () => throw new InvalidOperationException("the secret reason"));
        app.MapGet("/refuse", () => TypedResults.Problem("Not like this.", statusCode: 409));
        app.MapGet("/log", (ILogger<RunningSample> logger) =>
        {
            using (logger.BeginScope(new Dictionary<string, object> { ["JobId"] = 7 }))
                logger.LogInformation("Line one\nline \"two\" of {Who} took {Seconds}", "ä", 1.5m);
            return TypedResults.NoContent();
        });
        app.MapGet("/slow", async (CancellationToken cancellationToken) =>
        {
            await Task.Delay(1000, cancellationToken);
            return TypedResults.NoContent();
        });
    });

    public static async Task<RunningSample> StartAsync(Service? service = null, params (string Name, string? Value)[] settings)
    {
        var log = new MemoryStream();
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        all["PORT"] = "0";
        var app = (service ?? Define()).Build("serve", all, log);
        await app.StartAsync();
        return new(app, log);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        return await ReadAsync(answer);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }

    internal sealed record Thing(int ThingId, ThingColour MainColour);

    internal enum ThingColour
    {
        Red,
        DeepBlue,
    }
}
