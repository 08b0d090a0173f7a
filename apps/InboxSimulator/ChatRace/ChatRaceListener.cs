using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Slipway.InboxSimulator.Faults;

namespace Slipway.InboxSimulator.ChatRace;

/// <summary>The simulated ChatRace API on a port of its own, which is really closed while it refuses.</summary>
public sealed class ChatRaceListener(ChatRaceOptions options, FaultBoard faults, ExtraListeners extra, ILogger<ChatRaceListener> logger) : IHostedLifecycleService, IDisposable
{
    private const string Answer = """{"status":"success","data":{"conversations":[{"id":"cr-1","last_message":"Hello"}]}}""";

    private readonly SemaphoreSlim _gate = new(1);
    private WebApplication? _api;
    private int _port = options.Port;

    /// <summary>Where it listens, or listened before it refused.</summary>
    public Uri Address => new($"http://{(extra.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : extra.Address)}:{_port}/api/users");

    /// <summary>The trace context of the last request, and when it came.</summary>
    public ChatRaceRequest? Last { get; private set; }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        faults.Follow(Source.Chatrace, FollowAsync);
        await FollowAsync(faults[Source.Chatrace]);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken) => await CloseAsync();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _gate.Dispose();

    private Task FollowAsync(FaultSetting setting) => setting.Fault == Fault.Refuse ? CloseAsync() : OpenAsync();

    private async Task OpenAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_api is not null) return;
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(extra.Address, _port));
            var api = builder.Build();
            api.Run(AnswerAsync);
            await api.StartAsync();
            _api = api;
            _port = new Uri(api.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
            logger.LogInformation("ChatRace listens on port {Port}", _port);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CloseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_api is null) return;
            // At once: a request that hangs would otherwise keep the port open.
            using var now = new CancellationTokenSource(TimeSpan.Zero);
            await _api.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _api.DisposeAsync();
            _api = null;
            logger.LogInformation("ChatRace refuses connections on port {Port}", _port);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Last = new ChatRaceRequest(DateTimeOffset.UtcNow, context.Request.Headers.TraceParent);
        var fault = faults[Source.Chatrace];
        await Task.Delay(fault.Delay, context.RequestAborted);
        var (status, body) = fault.Fault switch
        {
            Fault.Error => (StatusCodes.Status500InternalServerError, """{"status":"error","message":"internal error"}"""),
            Fault.Malformed => (StatusCodes.Status200OK, "<html>we will be back soon</html>"),
            Fault.ExpiredToken => (StatusCodes.Status401Unauthorized, """{"status":"error","message":"access token has expired"}"""),
            _ => await ReadAsync(context.Request),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    private async Task<(int Status, string Body)> ReadAsync(HttpRequest request)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers["X-ACCESS-TOKEN"].ToString()), Encoding.UTF8.GetBytes(options.Token!)))
            return (StatusCodes.Status401Unauthorized, """{"status":"error","message":"wrong access token"}""");
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType) return (StatusCodes.Status400BadRequest, """{"status":"error","message":"expected a form"}""");
        var form = await request.ReadFormAsync();
        return form["op"] == "wt" && form["op1"] == "get"
            ? (StatusCodes.Status200OK, Answer)
            : (StatusCodes.Status400BadRequest, """{"status":"error","message":"unknown operation"}""");
    }
}

/// <summary>A request that the simulated API got.</summary>
public sealed record ChatRaceRequest(DateTimeOffset ReceivedAt, string? TraceParent);
