using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Slipway.Servers;

namespace Slipway.Portfolio.Tests;

/// <summary>The service as its own process, as every target starts it.</summary>
public sealed class ProcessTests(PostgresServer server) : PortfolioTest(server)
{
    [Fact]
    public async Task Migrate_brings_an_empty_database_up_to_date_and_exits_with_0()
    {
        var variables = Variables;
        variables["Database__Name"] = new Npgsql.NpgsqlConnectionStringBuilder(await Server.CreateDatabaseAsync()).Database!;
        variables["DemoData__Enabled"] = "true";

        var (code, output, errors) = await ServiceProcess.RunAsync(Assembly, ["migrate"], variables);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(output, line => line.Contains("Migration 0001_assets applied", StringComparison.Ordinal));
        Assert.Contains(output, line => line.Contains("20 demonstration assets added", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sigterm_lets_a_request_in_flight_finish_and_exits_with_0()
    {
        await using var service = ServiceProcess.Start(Assembly, ["serve"], Variables);
        await service.WaitUntilReadyAsync();
        using var client = new HttpClient { BaseAddress = service.Address };
        using var body = new SlowBody("id,nominal_value,status,due_date\na-1,1,active,2026-01-01\n");
        var import = client.PostAsync("/assets:import", body);
        await body.Started;

        service.Terminate();
        await WaitUntilRefusedAsync(service.Address);
        body.Finish("a-2,2,active,2026-01-01\n");

        using var answer = await import;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"created\":2", await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, await service.WaitForExitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_request_that_does_not_finish_ends_with_the_drain_time()
    {
        var variables = Variables;
        variables["Stop__DrainSeconds"] = "1";
        await using var service = ServiceProcess.Start(Assembly, ["serve"], variables);
        await service.WaitUntilReadyAsync();
        using var client = new HttpClient { BaseAddress = service.Address };
        using var body = new SlowBody("id,nominal_value,status,due_date\n");
        var import = client.PostAsync("/assets:import", body);
        await body.Started;
        var watch = Stopwatch.StartNew();

        service.Terminate();
        var code = await service.WaitForExitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(0, code);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 5);
        body.Finish("");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => import);
    }

    [Fact]
    public async Task During_the_notice_requests_are_answered_while_readiness_says_503()
    {
        var variables = Variables;
        variables["Stop__NoticeSeconds"] = "2";
        await using var service = ServiceProcess.Start(Assembly, ["serve"], variables);
        await service.WaitUntilReadyAsync();
        using var client = new HttpClient { BaseAddress = service.Address };

        service.Terminate();
        await Task.Delay(500);
        using var ready = await client.GetAsync("/health/ready");
        using var assets = await client.GetAsync("/assets");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, assets.StatusCode);
        Assert.Equal(0, await service.WaitForExitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_line_and_exit_1()
    {
        await using var first = ServiceProcess.Start(Assembly, ["serve"], Variables);
        await first.WaitUntilReadyAsync();

        var (code, _, errors) = await ServiceProcess.RunAsync(Assembly, ["serve"], Variables, first.Port);

        Assert.Equal(1, code);
        Assert.Equal($"portfolio: port {first.Port} on 127.0.0.1 is taken by another program. Set PORT to a free port.", errors.TrimEnd());
    }

    [Fact]
    public async Task Every_wrong_setting_is_reported_at_once_with_exit_2()
    {
        var (code, _, errors) = await ServiceProcess.RunAsync(Assembly, ["serve"], new Dictionary<string, string>
        {
            ["PORT"] = "99999",
            ["Database__Port"] = "abc",
            ["Database__Password"] = "hunter2",
            ["Import__MaximumMegabytes"] = "0",
            ["Import__Token"] = "tooshort",
            ["Cors__Origins"] = "https://ok.example,*",
            ["Stop__DrainSecond"] = "5",
        });

        Assert.Equal(2, code);
        Assert.Equal("""
            portfolio: Port is '99999', expected 0 to 65535. Set PORT.
            portfolio: Cors:Origins has '*', expected scheme, host and port only, such as https://console.example.com. Set Cors__Origins.
            portfolio: Stop:DrainSecond is not a setting of this service. Known here: NoticeSeconds, DrainSeconds. Remove or correct Stop__DrainSecond.
            portfolio: Import:MaximumMegabytes is '0', expected 1 to 4096. Set Import__MaximumMegabytes.
            portfolio: Import:Token is not usable (its value is secret), expected at least 16 characters. Set Import__Token.
            portfolio: Database:Port is 'abc', expected 1 to 65535. Set Database__Port.
            portfolio: Database:Host is missing. Set Database__Host, or ConnectionStrings__Default for all at once.
            portfolio: Database:Name is missing. Set Database__Name, or ConnectionStrings__Default for all at once.
            portfolio: Database:Username is missing. Set Database__Username, or ConnectionStrings__Default for all at once.

            """, errors);
        Assert.DoesNotContain("hunter2", errors);
    }

    [Fact]
    public async Task An_unknown_command_lists_those_there_are()
    {
        var (code, _, errors) = await ServiceProcess.RunAsync(Assembly, ["start"], Variables);

        Assert.Equal(2, code);
        Assert.Equal("""
            portfolio: 'start' is not a command of portfolio. Commands:
              migrate    brings the database's schema up to date
              serve      answers requests (the default)

            """, errors);
    }

    [Fact]
    public async Task Every_line_of_output_is_json_and_none_holds_the_password()
    {
        await using var service = ServiceProcess.Start(Assembly, [], Variables);
        await service.WaitUntilReadyAsync();
        using var client = new HttpClient { BaseAddress = service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets?limit=5");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var answer = await client.SendAsync(request);
        service.Terminate();
        await service.WaitForExitAsync(TimeSpan.FromSeconds(10));

        var lines = service.Output.Select(line => JsonDocument.Parse(line).RootElement).ToArray();

        var logged = Assert.Single(lines, line => line.TryGetProperty("path", out var path) && path.GetString() == "/assets");
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", logged.GetProperty("trace_id").GetString());
        Assert.Equal((200, "GET", "info"), (logged.GetProperty("status").GetInt32(), logged.GetProperty("method").GetString(), logged.GetProperty("level").GetString()));
        Assert.DoesNotContain(service.Output, line => line.Contains(PostgresServer.Password, StringComparison.Ordinal) || line.Contains("Password", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Metrics_name_the_pool_and_never_the_connection_string()
    {
        await using var service = ServiceProcess.Start(Assembly, ["serve"], Variables);
        await service.WaitUntilReadyAsync();
        using var client = new HttpClient { BaseAddress = service.Address };

        var text = await client.GetStringAsync("/metrics");

        Assert.Contains("db_client_connection_pool_name=\"portfolio\"", text);
        Assert.DoesNotContain("Host=", text);
        Assert.DoesNotContain("Username", text);
    }

    [Fact]
    public async Task While_the_database_is_away_calls_say_503_and_afterwards_work_again()
    {
        await using var own = new PostgresServer();
        await own.InitializeAsync();
        await using var service = ServiceProcess.Start(Assembly, ["serve"], new Dictionary<string, string> { ["ConnectionStrings__Default"] = own.ConnectionString("postgres") });
        var (code, _, errors) = await ServiceProcess.RunAsync(Assembly, ["migrate"], new Dictionary<string, string> { ["ConnectionStrings__Default"] = own.ConnectionString("postgres") });
        Assert.Equal((0, ""), (code, errors));
        await service.WaitUntilReadyAsync();
        using var client = new HttpClient { BaseAddress = service.Address };

        await own.CrashAsync();
        using var away = await client.GetAsync("/insights");
        using var live = await client.GetAsync("/health/live");
        await own.StartAsync();
        await service.WaitUntilReadyAsync();
        using var back = await client.GetAsync("/insights");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK), (away.StatusCode, live.StatusCode, back.StatusCode));
        Assert.Equal("The database does not answer at the moment. Try again in a few seconds.", (await ReadAsync(away)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_password_with_every_awkward_character_works_in_parts_and_in_a_connection_string()
    {
        await using var service = ServiceProcess.Start(Assembly, ["serve"], new Dictionary<string, string> { ["ConnectionStrings__Default"] = Database });

        await service.WaitUntilReadyAsync();

        Assert.Contains('\'', PostgresServer.Password);
    }

    private static async Task WaitUntilRefusedAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync("/health/live");
                await Task.Delay(10);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    /// <summary>A body that is sent in two parts, the second when the test says so.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly string _first;
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string> _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody(string first)
        {
            _first = first;
            Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        }

        public Task Started => _started.Task;

        public void Finish(string rest) => _rest.TrySetResult(rest);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(_first));
            await stream.FlushAsync();
            // Long enough for the server to have the request at hand.
            await Task.Delay(300);
            _started.TrySetResult();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(await _rest.Task));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
