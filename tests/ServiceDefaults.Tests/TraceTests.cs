using System.Net;
using System.Net.Sockets;
using System.Text;
using Slipway.Servers;

namespace Slipway.ServiceDefaults.Tests;

public sealed class TraceTests
{
    [Fact]
    public async Task Spans_go_to_the_collector_that_the_environment_names()
    {
        var port = FreePort.Find();
        using var collector = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
        collector.Start();
        var received = ReceiveAsync(collector);
        // The exporter reads its variables from the process alone, hence a name of its own for the protocol.
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{port}");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        try
        {
            await using (var sample = await RunningSample.StartAsync())
                (await sample.Client.GetAsync("/things/1")).Dispose();

            var (path, body) = await received.WaitAsync(TimeSpan.FromSeconds(10));

            Assert.Equal("/v1/traces", path);
            foreach (var expected in new[] { "sample", "service.version", "GET /things/{id:int}", "http.route", "http.response.status_code", "url.path" })
                Assert.Contains(expected, body);
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
        }
    }

    private static async Task<(string Path, string Body)> ReceiveAsync(HttpListener collector)
    {
        var context = await collector.GetContextAsync();
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        context.Response.StatusCode = 200;
        context.Response.Close();
        // Names stand in Protobuf as they are.
        return (context.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray()));
    }
}
