using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests;

/// <summary>What a user sees when something is wrong: what, with which value, what to do next, and the exit code that says whose turn it is.</summary>
[Collection("checkout")]
public sealed class FaultTests(Checkout checkout)
{
    [Fact]
    public async Task A_broken_score_file_is_refused_with_every_problem_and_its_line()
    {
        checkout.Write("faults/broken/score.yaml",
            """
            apiVersion: score.dev/v1b1
            metadata:
              name: Broken
            containers:
              main:
                image: .
                variables:
                  A: ${resources.nowhere.host}
            """);
        var stack = checkout.AddStack("broken", "faults/broken/score.yaml");

        var result = await stack.SlipwayAsync("up", "--yes");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("faults/broken/score.yaml:3: metadata.name: ", result.Error);
        Assert.Contains("'Broken'", result.Error);
        Assert.Contains("faults/broken/score.yaml:8: containers.main.variables.A: ", result.Error);
        Assert.Contains("nowhere", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public async Task Missing_and_wrong_configuration_is_named_at_once()
    {
        checkout.Write("Pulumi.unset.yaml", "config:\n  slipway:basePort: seven\n");

        var result = await checkout.SlipwayAsync("preview", "--stack", "unset");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Pulumi.unset.yaml", result.Error);
        Assert.Contains("slipway:target is missing, expected one of: ", result.Error);
    }

    [Fact]
    public async Task A_stack_that_is_not_there_is_refused_with_those_that_are()
    {
        var result = await checkout.SlipwayAsync("preview", "--stack", "nowhere");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("nowhere", result.Error);
        Assert.Contains("dev", result.Error);
    }

    [Fact]
    public async Task Without_a_terminal_up_wants_yes_before_it_changes_anything()
    {
        var stack = checkout.AddStack("unasked", "apps/Portfolio/score.yaml");

        var result = await stack.SlipwayAsync("up");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--yes", result.Error);
        Assert.False(stack.IsListening());
    }

    [Fact]
    public async Task A_taken_port_is_named_before_anything_is_made()
    {
        var stack = checkout.AddStack("taken", "apps/Portfolio/score.yaml");
        using var listener = new TcpListener(IPAddress.Loopback, stack.BasePort + 1);
        listener.Start();

        var result = await stack.SlipwayAsync("up", "--yes");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"port {stack.BasePort + 1} (postgres) is taken", result.Error);
        Assert.Contains("slipway:basePort in Pulumi.taken.yaml", result.Error);
        Assert.False(Path.Exists(Path.Combine(checkout.Folder, ".slipway", "taken")));
    }

    [Fact]
    public async Task A_missing_tool_is_listed_where_nothing_can_install_it()
    {
        var stack = checkout.AddStack("toolless", "apps/Portfolio/score.yaml");
        var path = Directory.CreateDirectory(Path.Combine(checkout.Folder, ".tools")).FullName;
        foreach (var program in Directory.EnumerateFiles("/usr/bin").Concat(Directory.EnumerateFiles("/usr/local/bin")))
        {
            var name = Path.GetFileName(program);
            if (!name.StartsWith("prometheus", StringComparison.Ordinal) && !name.StartsWith("apt", StringComparison.Ordinal) && !Path.Exists(Path.Combine(path, name)))
                File.CreateSymbolicLink(Path.Combine(path, name), program);
        }

        var result = await Checkout.RunAsync(Path.Combine(checkout.Folder, "slipway"), ["up", "--yes", "--stack", stack.Name], checkout.Folder, ("PATH", path));

        Assert.True(result.ExitCode == 1, result.Error);
        Assert.Contains("prometheus-alertmanager", result.Error);
        Assert.Contains("apt", result.Error);
        Assert.False(Path.Exists(Path.Combine(checkout.Folder, ".slipway", "toolless")));
    }

    [Fact]
    public async Task A_full_disk_is_named_before_anything_is_made()
    {
        var stack = checkout.AddStack("full", "apps/Portfolio/score.yaml");
        // A state folder of two megabytes, seen by this one process.
        var script = $"mkdir -p .slipway/state && mount -t tmpfs -o size=2m tmpfs .slipway/state && exec ./slipway up --yes --stack {stack.Name}";

        var result = await Checkout.RunAsync("unshare", ["--user", "--map-root-user", "--mount", "--", "bash", "-c", script], checkout.Folder);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("free", result.Error);
        Assert.Contains(Path.Combine(".slipway", "state"), result.Error);
        Assert.False(Path.Exists(Path.Combine(checkout.Folder, ".slipway", "full")));
    }

    [Fact]
    public async Task A_failed_update_says_what_failed_and_goes_on_where_it_stopped_once_mended()
    {
        var stack = checkout.AddStack("failing", "apps/Portfolio/score.yaml");
        checkout.Write("apps/Portfolio/score.failing.yaml",
            """
            containers:
              migrate:
                variables:
                  Database__Port: "1"
                  Database__WaitSeconds: "1"
            """);

        var failed = await stack.SlipwayAsync("up", "--yes");
        File.Delete(Path.Combine(checkout.Folder, "apps", "Portfolio", "score.failing.yaml"));
        var mended = await stack.SlipwayAsync("up", "--yes", "--json");

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("portfolio-blue-migrate", failed.Error);
        Assert.Contains("exit code", failed.Error);
        mended.Succeeded();
        Assert.Contains("\"create\"", mended.Output);
        await stack.GetAsync("portfolio", "/insights");
        (await stack.SlipwayAsync("destroy", "--yes")).Succeeded();
    }
}
