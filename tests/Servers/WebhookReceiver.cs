using System.Collections.Concurrent;
using System.Net;
using Newtonsoft.Json.Linq;

namespace Slipway.Servers;

/// <summary>Takes what Slack would be sent, and keeps it.</summary>
public sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<JObject> _messages = new();
    private readonly int _port = FreePort.Find();

    public WebhookReceiver()
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The address, with a part that must not become known.</summary>
    public string Address => $"http://127.0.0.1:{_port}/services/T000/B000/secret";

    public IReadOnlyList<JObject> Messages => [.. _messages];

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
            using var reader = new StreamReader(context.Request.InputStream);
            var message = JObject.Parse(await reader.ReadToEndAsync());
            message["path"] = context.Request.Url!.AbsolutePath;
            _messages.Enqueue(message);
            context.Response.StatusCode = 200;
            context.Response.Close();
        }
    }
}
