using System.Collections.Concurrent;
using System.Net;
using Slipway.Cli.Releases;
using Slipway.Cli.Tests.Support;
using Slipway.Infra.Workloads;
using Slipway.Servers;

namespace Slipway.Cli.Tests.Releases;

/// <summary>Smoke tests against real servers of the new version.</summary>
public sealed class SmokeTesterTests : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly string _address = $"127.0.0.1:{FreePort.Find()}";
    private readonly HttpClient _http = new();

    public SmokeTesterTests()
    {
        _listener.Prefixes.Add($"http://{_address}/");
        _listener.Start();
        _ = AnswerAsync();
    }

    public void Dispose()
    {
        _listener.Close();
        _http.Dispose();
    }

    [Fact]
    public async Task All_is_well_when_every_answer_has_its_status_and_its_text()
    {
        Assert.Equal("", await RunAsync([_address], "GET /insights 200 total_value\nPOST /orders 201\nGET /nothing 404"));
        Assert.Equal(["GET /insights", "POST /orders", "GET /nothing"], _asked);
    }

    [Fact]
    public async Task Another_status_or_a_missing_text_is_a_problem_and_all_are_told_at_once()
    {
        Assert.Equal(
            $"GET http://{_address}/nothing: answered 404, expected 200; GET http://{_address}/insights: the answer does not contain 'total_gain'",
            await RunAsync([_address], "GET /nothing 200\nGET /insights 200 total_gain\nGET /insights 200"));
    }

    [Fact]
    public async Task Every_instance_is_asked_and_one_that_does_not_listen_is_named()
    {
        var nobody = $"127.0.0.1:{FreePort.Find()}";

        var problem = await RunAsync([_address, nobody], "GET /insights 200");

        Assert.StartsWith($"GET http://{nobody}/insights: ", problem);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task A_release_whose_smoke_test_fails_is_taken_back_before_it_had_a_request()
    {
        var stack = new ReleasingStack(("shop", ReleasingStack.AtRest, $$"""{"routed":true,"addresses":{"green":["{{_address}}"]},"smoke":["GET /nothing 200"]}"""));
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.RolledBack, await cli.RunAsync("up", "--yes"));

        Assert.DoesNotContain(stack.Updates, update => update.Contains("green 100"));
        Assert.Contains($"v2 was taken back: shop: smoke test failed: GET http://{_address}/nothing: answered 404, expected 200", cli.Error);
    }

    [Fact]
    public async Task A_release_asks_them_once_and_those_that_only_read_again_until_the_new_version_is_warm()
    {
        var stack = new ReleasingStack(("shop", ReleasingStack.AtRest, $$"""{"routed":true,"addresses":{"green":["{{_address}}"]},"smoke":["GET /insights 200 total_value", "POST /orders 201"]}"""));
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("up", "--yes"));

        Assert.Equal(["GET /insights", "POST /orders"], _asked.Take(2));
        Assert.True(_asked.Skip(2).Count() >= 4);
        Assert.All(_asked.Skip(2), asked => Assert.Equal("GET /insights", asked));
    }

    [Fact]
    public async Task What_is_answered_while_it_is_warmed_up_takes_nothing_back_and_ends_in_time()
    {
        var tests = SmokeTest.Parse("GET /nothing 200\nPOST /orders 201", problem => Assert.Fail(problem));

        await SmokeTester.WarmUpAsync(_http, [_address], tests, TimeSpan.FromMilliseconds(50), CancellationToken.None);

        Assert.True(_asked.Count >= 4);
        Assert.All(_asked, asked => Assert.Equal("GET /nothing", asked));
    }

    private Task<string> RunAsync(string[] addresses, string tests) =>
        SmokeTester.RunAsync(_http, addresses, SmokeTest.Parse(tests, problem => Assert.Fail(problem)), CancellationToken.None);

    private async Task AnswerAsync()
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

            _asked.Enqueue($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}");
            (context.Response.StatusCode, var body) = context.Request.Url.AbsolutePath switch
            {
                "/insights" => (200, """{"total_value": 1}"""),
                "/orders" => (201, ""),
                _ => (404, ""),
            };
            context.Response.Close(System.Text.Encoding.UTF8.GetBytes(body), willBlock: false);
        }
    }
}
