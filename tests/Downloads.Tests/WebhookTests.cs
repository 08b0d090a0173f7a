using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Downloads.Webhooks;

namespace Slipway.Downloads.Tests;

[Collection(ServersCollection.Name)]
public sealed class WebhookTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_end_of_a_job_is_delivered_signed_and_again_until_it_arrives()
    {
        await using var sandbox = await Sandbox.CreateAsync(api.Sandbox.Servers, ("Downloads__AllowPrivateWebhooks", "true"));
        await using var receiver = await Receiver.StartAsync(HttpStatusCode.InternalServerError, HttpStatusCode.Redirect, HttpStatusCode.NoContent);
        var http = (await sandbox.ServeAsync()).Http;
        var worker = await sandbox.WorkAsync();
        using var registered = await http.PostAsJsonAsync("/v1/download/webhooks", new { url = receiver.Address });
        var secret = (await registered.JsonAsync()).Text("secret")!;

        var id = await http.InitiateAsync(Sandbox.KnownFile);
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.Calls.Count == 3), () => $"the callback came {receiver.Calls.Count} times");
        await Eventually.BecomesAsync(async () => await sandbox.QueryAsync<string>("select status from webhook_deliveries") == "delivered", () => "the delivery was not written down");

        Assert.Single(receiver.Calls.Select(call => call.Delivery).Distinct());
        foreach (var call in receiver.Calls)
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{call.Timestamp}.{call.Body}"));
            Assert.Equal($"sha256={Convert.ToHexStringLower(expected)}", call.Signature);
            Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Timestamp)), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        }

        var body = JsonSerializer.Deserialize<JsonElement>(receiver.Calls.First().Body);
        Assert.Equal(("job.completed", id.ToString(), "completed"), (body.Text("event"), body.Text("job_id"), body.Text("status")));
        Assert.Contains("downloads_webhook_deliveries_total{outcome=\"retried\"} 2", await worker.Http.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task A_delivery_is_given_up_after_the_last_attempt()
    {
        await using var sandbox = await Sandbox.CreateAsync(api.Sandbox.Servers, ("Downloads__AllowPrivateWebhooks", "true"), ("Downloads__WebhookAttempts", "2"));
        await using var receiver = await Receiver.StartAsync(HttpStatusCode.BadGateway);
        var http = (await sandbox.ServeAsync()).Http;
        await sandbox.WorkAsync();
        using var registered = await http.PostAsJsonAsync("/v1/download/webhooks", new { url = receiver.Address });

        await http.InitiateAsync(Sandbox.KnownFile);
        await Eventually.BecomesAsync(async () => await sandbox.QueryAsync<long>("select count(*) from webhook_deliveries where status = 'failed'") == 1, () => "the delivery was not given up");

        Assert.Equal(2, receiver.Calls.Count);
        Assert.Equal("answered 502", await sandbox.QueryAsync<string>("select last_error from webhook_deliveries"));
    }

    [Fact]
    public async Task An_address_that_turned_private_after_registration_is_not_called()
    {
        await using var sandbox = await Sandbox.CreateAsync(api.Sandbox.Servers, ("Downloads__AllowPrivateWebhooks", "true"));
        await using var receiver = await Receiver.StartAsync(HttpStatusCode.NoContent);
        var http = (await sandbox.ServeAsync()).Http;
        using var registered = await http.PostAsJsonAsync("/v1/download/webhooks", new { url = receiver.Address });
        sandbox.Environment["Downloads__AllowPrivateWebhooks"] = "false";
        await sandbox.WorkAsync();

        await http.InitiateAsync(Sandbox.KnownFile);
        await Eventually.BecomesAsync(async () => await sandbox.QueryAsync<long>("select count(*) from webhook_deliveries where status = 'failed'") == 1, () => "the delivery was not refused");

        Assert.Empty(receiver.Calls);
        Assert.Contains("not on the public internet", await sandbox.QueryAsync<string>("select last_error from webhook_deliveries"));
    }

    [Theory]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://10.1.2.3/hook")]
    [InlineData("https://192.168.1.1/hook")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://[::ffff:10.0.0.1]/hook")]
    [InlineData("https://[fe80::1]/hook")]
    [InlineData("https://[fd00::1]/hook")]
    [InlineData("https://2130706433/hook")]
    [InlineData("http://93.184.216.34/hook")]
    [InlineData("https://user:secret@93.184.216.34/hook")]
    [InlineData("ftp://93.184.216.34/hook")]
    [InlineData("/hook")]
    [InlineData("")]
    public async Task A_callback_that_is_not_https_to_the_public_internet_is_refused(string url)
    {
        using var answer = await api.Http.PostAsJsonAsync("/v1/download/webhooks", new { url });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("url ", (await answer.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_not_readable_in_the_database()
    {
        using var answer = await RegisterAsync("carol");
        var secret = (await answer.JsonAsync()).Text("secret")!;

        using var list = await SendAsync(HttpMethod.Get, "/v1/download/webhooks", "carol");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var only = Assert.Single((await list.JsonAsync()).EnumerateArray());
        Assert.False(only.TryGetProperty("secret", out _));
        Assert.Equal(0, await api.Sandbox.QueryAsync<long>($"select count(*) from webhooks where position('{secret[6..]}'::bytea in secret) > 0"));
    }

    [Fact]
    public async Task A_callback_is_removed_by_its_owner_only()
    {
        using var answer = await RegisterAsync("dave");
        var location = answer.Headers.Location!.ToString();

        using var other = await SendAsync(HttpMethod.Delete, location, "eve");
        using var owner = await SendAsync(HttpMethod.Delete, location, "dave");
        using var again = await SendAsync(HttpMethod.Delete, location, "dave");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (other.StatusCode, owner.StatusCode, again.StatusCode));
    }

    [Fact]
    public async Task A_configured_key_is_used_instead_of_the_one_in_the_bucket()
    {
        await using var sandbox = await Sandbox.CreateAsync(api.Sandbox.Servers, ("Downloads__WebhookKey", "a key for tests, and for nothing else"));
        var http = (await sandbox.ServeAsync()).Http;

        using var answer = await http.PostAsJsonAsync("/v1/download/webhooks", new { url = "https://93.184.216.34/hook" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Null(await sandbox.Files.ReadAsync(WebhookKey.ObjectKey, CancellationToken.None));
        Assert.NotNull(await api.Sandbox.Files.ReadAsync(WebhookKey.ObjectKey, CancellationToken.None));
    }

    private Task<HttpResponseMessage> RegisterAsync(string owner) =>
        SendAsync(HttpMethod.Post, "/v1/download/webhooks", owner, JsonContent.Create(new { url = "https://93.184.216.34/hook" }));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string owner, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content, Headers = { { "X-User-Id", owner } } };
        return await api.Http.SendAsync(request);
    }

    private sealed record Call(string Body, string Signature, string Timestamp, string Delivery);

    /// <summary>A callback's receiver; answers with one status after the other, the last for ever.</summary>
    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<Call> Calls { get; } = new();

        public string Address => app.Urls.Single() + "/hook";

        public static async Task<Receiver> StartAsync(params HttpStatusCode[] answers)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var receiver = new Receiver(builder.Build());
            await receiver.StartAsync(new Queue<HttpStatusCode>(answers));
            return receiver;
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();

        private Task StartAsync(Queue<HttpStatusCode> answers)
        {
            app.MapPost("/hook", async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var headers = context.Request.Headers;
                Calls.Enqueue(new(await reader.ReadToEndAsync(), $"{headers["X-Slipway-Signature"]}", $"{headers["X-Slipway-Timestamp"]}", $"{headers["X-Slipway-Delivery"]}"));
                // A redirect that is followed would be a call too many.
                context.Response.Headers.Location = "/hook";
                lock (answers) context.Response.StatusCode = (int)(answers.Count > 1 ? answers.Dequeue() : answers.Peek());
            });
            return app.StartAsync();
        }
    }
}
