using System.Net;
using System.Text;
using Slipway.Servers;

namespace Infra.Tests.Monitoring;

/// <summary>Every exporter of an environment in one place: figures at <c>/</c> and the name of a target, as a test sets them.</summary>
internal sealed class FakeExporters : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Lock _gate = new();
    private Dictionary<string, Func<string>> _figures = [];

    public FakeExporters()
    {
        Port = FreePort.Find();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What each target tells from now on; one that is not named answers 503.</summary>
    public void Tell(Dictionary<string, Func<string>> figures)
    {
        lock (_gate) _figures = figures;
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            Func<string>? figures;
            lock (_gate) _figures.TryGetValue(context.Request.Url!.AbsolutePath.Trim('/'), out figures);
            context.Response.StatusCode = figures is null ? 503 : 200;
            context.Response.ContentType = "text/plain; version=0.0.4";
            var bytes = Encoding.UTF8.GetBytes(figures?.Invoke() ?? "");
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
    }
}
