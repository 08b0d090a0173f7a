using System.Net;
using System.Net.Sockets;

namespace Slipway.Pipelines.Tests.Support;

/// <summary>A server on a free port of loopback that answers as told and remembers what it was sent.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<int, HttpStatusCode> _answer;
    private readonly Task _running;

    /// <param name="answer">The answer to the request of that number, from 0.</param>
    public Receiver(Func<int, HttpStatusCode> answer)
    {
        _answer = answer;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _running = RunAsync();
    }

    public string Address { get; }

    public List<string> Bodies { get; } = [];

    public void Dispose()
    {
        _listener.Stop();
        _running.GetAwaiter().GetResult();
        _listener.Close();
    }

    private async Task RunAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                Bodies.Add(await reader.ReadToEndAsync());
                context.Response.StatusCode = (int)_answer(Bodies.Count - 1);
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
