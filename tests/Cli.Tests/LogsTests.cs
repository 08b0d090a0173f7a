using Slipway.Cli.Live;
using Slipway.Cli.Logs;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

public sealed class LogsTests
{
    [Fact]
    public async Task Logs_are_merged_by_time_each_line_behind_its_name()
    {
        using var cli = WithLogs();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("logs"));
        Snapshot.Matches("logs", cli.Output);
    }

    [Fact]
    public async Task One_workload_can_be_chosen_and_an_unknown_one_lists_the_others()
    {
        using var one = WithLogs();
        using var unknown = WithLogs();

        await one.RunAsync("logs", "edge");
        var exit = await unknown.RunAsync("logs", "edgy");

        Assert.All(one.Output.TrimEnd().Split('\n'), line => Assert.StartsWith("edge | ", line));
        Assert.Equal(ExitCode.Usage, exit);
        Assert.Equal("error: stack 'dev' has no workload 'edgy'. It has: edge, portfolio.\n", unknown.Error);
    }

    [Fact]
    public async Task Tail_keeps_the_last_lines_of_each()
    {
        using var cli = WithLogs();

        await cli.RunAsync("logs", "--tail", "1");

        Assert.Equal(2, cli.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("caused by", cli.Output);
    }

    [Fact]
    public async Task Since_keeps_what_is_younger()
    {
        using var cli = WithLogs();

        await cli.RunAsync("logs", "--since", "10m");

        Assert.DoesNotContain("starting", cli.Output);
        Assert.Contains("caused by", cli.Output);
    }

    [Fact]
    public async Task A_since_that_is_no_time_is_refused_with_what_is_expected()
    {
        using var cli = WithLogs();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("logs", "--since", "yesterday-ish"));
        Assert.Contains("--since is 'yesterday-ish', expected", cli.Error);
    }

    [Fact]
    public async Task Following_ends_with_0_on_interruption()
    {
        using var cli = WithLogs();

        var running = cli.RunAsync("logs", "--follow");
        cli.Interruption.Interrupt();

        Assert.Equal(ExitCode.Done, await running);
        Assert.Empty(cli.Error);
    }

    [Fact]
    public void Following_goes_on_through_rotation_and_truncation()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("app.log", "one\ntwo, not fini");
        using var file = new FollowedFile(path);

        Assert.Equal(["one"], file.ReadNewLines());
        File.AppendAllText(path, "shed\n");
        Assert.Equal(["two, not finished"], file.ReadNewLines());
        File.AppendAllText(path, "last of the old\n");
        File.Move(path, folder.File("app.log.1"));
        Assert.Equal(["last of the old"], file.ReadNewLines());
        File.WriteAllText(path, "first of the new\n");
        Assert.Equal(["first of the new"], file.ReadNewLines());
        File.WriteAllText(path, "short\n");
        Assert.Equal(["short"], file.ReadNewLines());
    }

    [Fact]
    public void A_file_that_appears_later_is_read_from_its_beginning()
    {
        using var folder = new TemporaryFolder();
        using var file = new FollowedFile(folder.File("later.log"));

        Assert.Empty(file.ReadNewLines());
        folder.Write("later.log", "here\n");
        Assert.Equal(["here"], file.ReadNewLines());
    }

    [Theory]
    [InlineData("""{"level":"info","time":"2026-11-21T11:50:00.123Z"}""", "2026-11-21T11:50:00.1230000+00:00")]
    [InlineData("2026-11-21 11:50:00.123 UTC [12] LOG:  ready", "2026-11-21T11:50:00.1230000+00:00")]
    [InlineData("2026/11/21 11:50:00 [error] 12#12: *1", "2026-11-21T11:50:00.0000000+00:00")]
    [InlineData("127.0.0.1 - - [21/Nov/2026:11:50:00 +0000] \"GET /\"", "2026-11-21T11:50:00.0000000+00:00")]
    [InlineData("ts=2026-11-21T12:50:00.123+01:00 caller=main.go", "2026-11-21T12:50:00.1230000+01:00")]
    [InlineData("   at Program.Main()", null)]
    public void The_time_of_a_line_is_found_in_every_servers_notation(string line, string? expected)
    {
        Assert.Equal(expected, LogTime.Find(line)?.ToString("O"));
    }

    private static Support.Cli WithLogs()
    {
        var cli = new Support.Cli();
        cli.Write("log/portfolio.log", """
            {"time":"2026-11-21T11:40:00Z","message":"starting"}
            {"time":"2026-11-21T11:55:00Z","message":"failed"}
              caused by: no connection

            """);
        cli.Write("log/edge.log", """
            2026/11/21 11:41:00 [notice] 12#12: ready
            2026/11/21 11:54:00 [error] 12#12: upstream

            """);
        cli.Live.Logs =
        [
            new LogFile("portfolio", Path.Combine(cli.Folder, "log/portfolio.log")),
            new LogFile("edge", Path.Combine(cli.Folder, "log/edge.log")),
            new LogFile("edge", Path.Combine(cli.Folder, "log/not-yet.log")),
        ];
        return cli;
    }
}
