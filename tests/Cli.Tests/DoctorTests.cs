using System.Net;
using System.Net.Sockets;
using Slipway.Cli.Live;
using Slipway.Cli.Processes;
using Slipway.Cli.Tests.Support;
using Slipway.Cli.Tools;

namespace Slipway.Cli.Tests;

public sealed class DoctorTests
{
    [Fact]
    public async Task Every_finding_has_a_line_and_what_is_missing_has_an_advice()
    {
        using var cli = new Support.Cli { Tools = [new("nginx-of-nobody", "nginx"), new("sh", "dash", ["/bin"])] };
        cli.Environment["LANG"] = "C";
        cli.Processes.Answer = command => command.File switch
        {
            "dotnet" => new ProcessResult(0, "10.0.401\n"),
            "node" => new ProcessResult(0, "v16.3.0\n"),
            _ => new ProcessResult(127, ""),
        };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("doctor"));
        Snapshot.Matches("doctor", cli.Screen);
    }

    [Fact]
    public async Task A_machine_with_everything_exits_with_0()
    {
        using var cli = new Support.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("doctor"));
        Assert.EndsWith("Everything a stack needs is here.\n", cli.Output);
    }

    [Fact]
    public async Task A_port_of_another_program_is_taken_and_a_port_of_the_stack_itself_is_not()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var others = new Support.Cli { Ports = [port] };
        using var own = new Support.Cli { Ports = [port] };
        own.Live.Status = new LiveStatus { Services = [new LiveService { Name = "edge", State = LiveState.Running, Address = $"127.0.0.1:{port}" }] };

        Assert.Equal(ExitCode.Failed, await others.RunAsync("doctor"));
        Assert.Contains($"taken by another program: {port}", others.Output);
        Assert.Equal(ExitCode.Done, await own.RunAsync("doctor"));
    }

    [Fact]
    public async Task Findings_as_json_say_whether_all_is_well()
    {
        using var cli = new Support.Cli();

        await cli.RunAsync("doctor", "--json");

        Assert.StartsWith("{\n  \"ok\": true,\n", cli.Output);
    }

    [Fact]
    public async Task Installing_says_what_it_installs_and_shows_how_far_it_is()
    {
        using var cli = new Support.Cli { Tools = [new("nginx-of-nobody", "nginx"), new("initdb-of-nobody", "postgresql")] };
        cli.Processes.Answer = command =>
        {
            if (command.File != "sh") return new ProcessResult(0, "99.0.0");
            File.WriteAllText(Path.Combine(cli.Bin, "nginx-of-nobody"), "");
            return new ProcessResult(0, "Get:1 http://packages.example nginx\nFetched 12.3 MB in 2s (6,000 kB/s)\nSelecting nginx\nSetting up nginx (1.22.1) ...\n");
        };

        await cli.RunAsync("doctor", "--install", "--yes");

        Snapshot.Matches("install", cli.Error);
    }

    [Fact]
    public async Task A_failed_installation_shows_the_end_of_what_apt_said()
    {
        using var cli = new Support.Cli { Tools = [new("nginx-of-nobody", "nginx")] };
        cli.Processes.Answer = _ => new ProcessResult(100, "Reading package lists...\nE: Unable to locate package nginx\n");

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("doctor", "--install", "--yes"));
        Assert.Contains("installing nginx failed with exit code 100:\n  Reading package lists...\n  E: Unable to locate package nginx\n", cli.Error);
    }

    [Fact]
    public async Task An_update_installs_missing_tools_before_it_plans()
    {
        using var cli = new Support.Cli { Tools = [new("nginx-of-nobody", "nginx")], Host = new HostFacts(false, true, false, false) };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("up", "--yes"));
        Assert.DoesNotContain("Planning", cli.Error);
        Assert.Contains("nginx-of-nobody (package nginx on Debian)", cli.Error);
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_installed_unasked()
    {
        using var cli = new Support.Cli { Tools = [new("nginx-of-nobody", "nginx")] };

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("up"));
        Assert.Empty(cli.Processes.Commands);
    }
}
