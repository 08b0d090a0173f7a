using Slipway.Cli.Processes;
using Slipway.Cli.Tests.Support;
using Slipway.Cli.Tools;

namespace Slipway.Cli.Tests;

public sealed class InstallationTests
{
    private static readonly RequiredTool[] Missing =
        [new("nginx", "nginx-light"), new("initdb", "postgresql", ["/usr/lib/postgresql/*/bin"]), new("postgres", "postgresql")];

    [Fact]
    public void Root_installs_with_one_script()
    {
        var installation = PackageInstallation.Plan(Missing, new HostFacts(HasApt: true, IsRoot: true, HasSudo: true, RunsSystemd: false), canAskForPassword: true);

        Assert.Equal("nginx-light postgresql", string.Join(' ', installation.Packages));
        Assert.Equal("sh", installation.Command!.File);
        Snapshot.Matches("install-script", installation.Command.Arguments[1]);
    }

    [Fact]
    public void Where_systemd_runs_new_services_are_disabled()
    {
        var installation = PackageInstallation.Plan(Missing, new HostFacts(true, true, false, RunsSystemd: true), false);

        Snapshot.Matches("install-script-systemd", installation.Command!.Arguments[1]);
    }

    [Fact]
    public void Others_go_through_sudo_which_may_ask_for_a_password_only_on_a_terminal()
    {
        var host = new HostFacts(HasApt: true, IsRoot: false, HasSudo: true, RunsSystemd: false);

        var asking = PackageInstallation.Plan(Missing, host, canAskForPassword: true).Command!;
        var silent = PackageInstallation.Plan(Missing, host, canAskForPassword: false).Command!;

        Assert.Equal(["--", "sh", "-c"], asking.Arguments.Take(3));
        Assert.True(asking.Interactive);
        Assert.Equal(["--non-interactive", "--", "sh", "-c"], silent.Arguments.Take(4));
        Assert.False(silent.Interactive);
    }

    [Fact]
    public void Without_root_and_sudo_the_command_to_run_as_root_is_told()
    {
        var installation = PackageInstallation.Plan(Missing, new HostFacts(true, false, false, false), true);

        Assert.Null(installation.Command);
        Assert.Equal("installing packages needs root, and there is no sudo here. Run as root: apt-get install nginx-light postgresql", installation.Obstacle);
    }

    [Fact]
    public void Without_apt_what_is_missing_is_listed()
    {
        var installation = PackageInstallation.Plan(Missing, new HostFacts(false, true, false, false), true);

        Assert.Null(installation.Command);
        Assert.Contains("  initdb (package postgresql on Debian)\n", installation.Obstacle);
    }

    [Fact]
    public void Only_a_postgresql_server_keeps_its_package_from_making_a_cluster()
    {
        var host = new HostFacts(true, true, false, false);

        Assert.DoesNotContain("create_main_cluster", Script(new RequiredTool("psql", "postgresql-client")));
        Assert.Contains("create_main_cluster", Script(new RequiredTool("initdb", "postgresql-15")));

        string Script(RequiredTool tool) => PackageInstallation.Plan([tool], host, false).Command!.Arguments[1];
    }

    [Fact]
    public async Task Whatever_happens_the_guard_and_the_cluster_setting_are_taken_back()
    {
        using var folder = new TemporaryFolder();
        folder.Write("cluster.conf", "#create_main_cluster = true\n");
        folder.Write("bin/apt-get", $"#!/bin/sh\nif [ \"$1\" = install ]; then cat {folder.File("guard")} {folder.File("cluster.conf")} > {folder.File("seen")}; exit 7; fi\n");
        File.SetUnixFileMode(folder.File("bin/apt-get"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var script = PackageInstallation.Plan(Missing, new HostFacts(true, true, false, false), false).Command!.Arguments[1]
            .Replace("/usr/sbin/policy-rc.d", folder.File("guard"))
            .Replace("/etc/postgresql-common/createcluster.conf", folder.File("cluster.conf"));

        var result = await new ProcessRunner().RunAsync(
            new CommandLine("sh", ["-c", $"PATH={folder.File("bin")}:$PATH\n{script}"]), null, CancellationToken.None);

        Assert.Equal(7, result.ExitCode);
        Assert.Contains("exit 101\n", File.ReadAllText(folder.File("seen")));
        Assert.Contains("\ncreate_main_cluster = false\n", File.ReadAllText(folder.File("seen")));
        Assert.False(File.Exists(folder.File("guard")));
        Assert.Equal("#create_main_cluster = true\n", File.ReadAllText(folder.File("cluster.conf")));
    }

    [Fact]
    public async Task A_guard_that_was_there_before_stays()
    {
        using var folder = new TemporaryFolder();
        folder.Write("guard", "of the administrator\n");
        folder.Write("bin/apt-get", "#!/bin/sh\n");
        File.SetUnixFileMode(folder.File("bin/apt-get"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var script = PackageInstallation.Plan([Missing[0]], new HostFacts(true, true, false, false), false).Command!.Arguments[1]
            .Replace("/usr/sbin/policy-rc.d", folder.File("guard"));

        var result = await new ProcessRunner().RunAsync(
            new CommandLine("sh", ["-c", $"PATH={folder.File("bin")}:$PATH\n{script}"]), null, CancellationToken.None);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("of the administrator\n", File.ReadAllText(folder.File("guard")));
    }

    [Fact]
    public void A_tool_is_found_on_the_path_and_in_folders_with_a_star()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "bin/on-path", "lib/15/bin/in-star", "bin/not-executable" })
        {
            folder.Write(file, "");
            if (!file.EndsWith("not-executable", StringComparison.Ordinal)) File.SetUnixFileMode(folder.File(file), UnixFileMode.UserExecute);
        }

        var finder = new ToolFinder(folder.File("bin"));

        Assert.Equal(folder.File("bin/on-path"), finder.Find(new RequiredTool("on-path", "any")));
        Assert.Equal(folder.File("lib/15/bin/in-star"), finder.Find(new RequiredTool("in-star", "any", [folder.File("lib/*/bin")])));
        Assert.Null(finder.Find(new RequiredTool("not-executable", "any")));
        Assert.Null(finder.Find(new RequiredTool("in-star", "any", [folder.File("nowhere/*/bin")])));
    }

    [Fact]
    public void A_link_to_a_removed_program_is_no_program()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bin/other", "");
        File.CreateSymbolicLink(folder.File("bin/initdb"), folder.File("lib/initdb"));

        Assert.Null(new ToolFinder(folder.File("bin")).Find(new RequiredTool("initdb", "postgresql")));
    }

    [Fact]
    public async Task A_program_that_is_not_there_gives_127_as_in_a_shell()
    {
        var result = await new ProcessRunner().RunAsync(new CommandLine("no-such-program", []), null, CancellationToken.None);

        Assert.Equal(127, result.ExitCode);
    }

    [Fact]
    public void A_command_line_is_written_as_one_would_type_it()
    {
        Assert.Equal("sh -c 'echo '\\''hi'\\'' there' ''", new CommandLine("sh", ["-c", "echo 'hi' there", ""]).ToString());
    }
}
