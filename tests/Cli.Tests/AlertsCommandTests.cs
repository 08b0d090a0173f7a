using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Cli.Live;
using Slipway.Cli.Tests.Support;
using Slipway.Servers;

namespace Slipway.Cli.Tests;

/// <summary>The alerts of a real Alertmanager, shown and held back.</summary>
public sealed class AlertsCommandTests(AlertmanagerServer alertmanager) : IClassFixture<AlertmanagerServer>
{
    [Fact]
    public async Task What_fires_is_a_table_the_worst_first_with_what_is_told_and_where_to_read_on()
    {
        var workload = await FireAsync("shop", "DatabaseSlow warning", "DatabaseDown critical");
        using var cli = Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("alerts"));

        var lines = Lines(cli, workload);
        Assert.Matches(@"^  DatabaseDown +critical +\S.*\byes +DatabaseDown of shop-\S+$", lines[0]);
        Assert.Matches(@"^  DatabaseSlow +warning +\S.*\bexplained by another +DatabaseSlow of shop-\S+$", lines[1]);
        Assert.Contains("  DatabaseDown: docs/RUNBOOKS/DatabaseDown.md\n", cli.Output);
    }

    [Fact]
    public async Task As_json_it_has_everything_the_table_has_and_the_labels()
    {
        var workload = await FireAsync("json", "QueueOld critical");
        using var cli = Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("alerts", "--json"));

        var alert = JsonNode.Parse(cli.Output)!["alerts"]!.AsArray().Single(alert => (string?)alert!["labels"]!["workload"] == workload)!;
        Assert.Equal(("QueueOld", "critical", true, false), ((string?)alert["name"], (string?)alert["severity"], (bool)alert["told"]!, (bool)alert["explained"]!));
        Assert.Equal((string?)alert["summary"], $"QueueOld of {workload}");
        Assert.Equal("2026-11-21T11:58:00Z", (string?)alert["since"]);
    }

    [Fact]
    public async Task A_silence_holds_back_one_alert_of_one_workload_until_it_is_ended()
    {
        var silenced = await FireAsync("silenced", "DiskFull critical");
        var other = await FireAsync("other", "DiskFull critical");
        using var cli = Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("alerts", "silence", "DiskFull", "--for", "2h", "--comment", "a larger disk comes", "--workload", silenced));

        var id = cli.Output.Split("  ")[0];
        Assert.EndsWith($"nobody is told of DiskFull of {silenced} until {cli.Clock.GetUtcNow().AddHours(2):yyyy-MM-dd HH:mm}Z\n", cli.Output);
        Assert.Equal("", cli.Error);
        Assert.Equal([$"{silenced}: {id}", $"{other}: "], await SilencesAsync(silenced, other));

        Assert.Equal(ExitCode.Done, await cli.RunAsync("alerts", "expire", id));
        Assert.Equal([$"{silenced}: ", $"{other}: "], await SilencesAsync(silenced, other));
    }

    [Fact]
    public async Task A_silence_of_what_does_not_fire_says_so()
    {
        using var cli = Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("alerts", "silence", "DiskFul", "--for", "30m", "--comment", "spelled wrong"));

        Assert.Equal("No alert 'DiskFul' fires now; one that begins to is held back.\n", cli.Error);
    }

    [Theory]
    [InlineData("error: --for is 'soon', expected a length of time up to 30d, such as 30m, 2h or 1d.", "silence", "A", "--for", "soon", "--comment", "b")]
    [InlineData("error: --for is '31d', expected a length of time up to 30d, such as 30m, 2h or 1d.", "silence", "A", "--for", "31d", "--comment", "b")]
    [InlineData("error: --comment is empty, expected why nobody is to be told.", "silence", "A", "--for", "1h", "--comment", " ")]
    [InlineData("error: 'all' is not the id of a silence, expected one as `slipway alerts` shows it.", "expire", "all")]
    [InlineData("error: --address is 'nowhere', expected an address such as http://127.0.0.1:9093.", "--address", "nowhere")]
    public async Task What_means_nothing_is_refused_with_what_to_write(string expected, params string[] arguments)
    {
        using var cli = Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync(["alerts", .. arguments]));
        Assert.Equal(expected, cli.Error.TrimEnd());
    }

    [Fact]
    public async Task A_silence_that_is_not_there_cannot_be_ended()
    {
        using var cli = Cli();

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("alerts", "expire", "00000000-0000-0000-0000-000000000001"));
        Assert.Contains("there is no silence '00000000-0000-0000-0000-000000000001'", cli.Error);
    }

    [Fact]
    public async Task An_address_of_ones_own_is_asked_without_a_stack()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("alerts", "--stack", "unknown", "--address", alertmanager.Address.ToString()));
    }

    [Fact]
    public async Task A_stack_without_an_Alertmanager_says_what_to_do()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("alerts"));
        Assert.Equal("error: stack 'dev' names no Alertmanager in its outputs: run `slipway up -s dev`, or name one with --address http://127.0.0.1:9093.", cli.Error.TrimEnd());
    }

    [Fact]
    public async Task One_that_cannot_be_reached_is_named_with_its_address_and_the_way_there()
    {
        var nobody = $"http://127.0.0.1:{FreePort.Find()}/";
        using var cli = Cli(nobody);

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("alerts"));
        Assert.StartsWith($"error: Alertmanager does not answer at {nobody}: Connection refused", cli.Error);
        Assert.Contains("--address http://127.0.0.1:9093", cli.Error);
    }

    [Fact]
    public async Task Status_shows_what_fires()
    {
        var workload = await FireAsync("status", "ServiceDown critical");
        using var cli = Cli();
        cli.Live.Status = new LiveStatus { Services = [new LiveService { Name = "shop", State = LiveState.Running }] };

        Assert.Equal(ExitCode.Done, await cli.RunAsync("status"));

        Assert.Contains("\nAlerts:\n", cli.Output);
        Assert.Single(Lines(cli, workload));
    }

    [Fact]
    public async Task Status_says_so_where_it_is_not_known_what_fires()
    {
        using var cli = Cli($"http://127.0.0.1:{FreePort.Find()}/");

        Assert.Equal(ExitCode.Done, await cli.RunAsync("status"));
        Assert.Contains("Alerts: not known, Alertmanager does not answer at http://127.0.0.1:", cli.Output);

        using var json = Cli($"http://127.0.0.1:{FreePort.Find()}/");
        await json.RunAsync("status", "--json");
        Assert.StartsWith("Alertmanager does not answer at", (string?)JsonNode.Parse(json.Output)!["alertsUnknown"]);
    }

    private Support.Cli Cli(string? address = null) => new()
    {
        Width = 400,
        Stack = { Outputs = Plans.Map(("addresses", Plans.Map(("alertmanager", new Pulumi.Offline.PropertyValue.Text(address ?? alertmanager.Address.ToString()))))) },
        // Silences are of the time they are made in.
        Clock = { Now = DateTimeOffset.UtcNow },
    };

    /// <summary>Alerts of a workload of this test's own; gives its name.</summary>
    private async Task<string> FireAsync(string test, params string[] alerts)
    {
        var workload = $"{test}-{Guid.NewGuid():N}";
        using var http = new HttpClient { BaseAddress = alertmanager.Address };
        using var answer = await http.PostAsJsonAsync("api/v2/alerts", alerts.Select(alert => alert.Split(' ')).Select(alert => new
        {
            labels = new { alertname = alert[0], severity = alert[1], workload },
            annotations = new { summary = $"{alert[0]} of {workload}", runbook = $"docs/RUNBOOKS/{alert[0]}.md" },
            startsAt = new DateTimeOffset(2026, 11, 21, 11, 58, 0, TimeSpan.Zero),
            endsAt = DateTimeOffset.UtcNow.AddHours(1),
        }));
        answer.EnsureSuccessStatusCode();
        return workload;
    }

    private static string[] Lines(Support.Cli cli, string workload) => [.. cli.Output.Split('\n').Where(line => line.EndsWith(workload, StringComparison.Ordinal))];

    private async Task<string[]> SilencesAsync(params string[] workloads)
    {
        using var cli = Cli();
        await cli.RunAsync("alerts", "--json");
        var alerts = JsonNode.Parse(cli.Output)!["alerts"]!.AsArray();
        return [.. workloads.Select(workload => $"{workload}: {string.Join(',', alerts.Single(alert => (string?)alert!["labels"]!["workload"] == workload)!["silencedBy"]!.AsArray())}")];
    }
}
