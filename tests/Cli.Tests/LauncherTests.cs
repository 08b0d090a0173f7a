using System.Runtime.CompilerServices;
using Slipway.Cli.Processes;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

/// <summary>The launcher in a repository of a few files, with a dotnet that only notes what it was asked.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LauncherTests()
    {
        foreach (var file in new[] { "repository/cli/Program.cs", "repository/offline/Engine.cs", "repository/infra/Program.cs", "repository/policies/Rule.cs", "repository/costs/Costs.cs", "repository/Directory.Build.props", "repository/Directory.Packages.props", "repository/global.json" })
        {
            _folder.Write(file, "");
            File.SetLastWriteTimeUtc(_folder.File(file), DateTime.UtcNow.AddHours(-1));
        }

        File.Copy(Launcher(), _folder.File("repository/slipway"));
        Directory.CreateDirectory(_folder.File("elsewhere"));
        Script("bin/dotnet", """
            echo "$@" >> "$NOTES"
            case "$1" in
              publish)
                [ ! -e "$BROKEN" ] || { echo "Program.cs(1,1): error CS1002: ; expected"; exit 1; }
                sleep "${SLOW:-0}"
                while [ "$1" != -o ]; do shift; done
                mkdir -p "$2"; : > "$2/slipway.dll"
                echo "  Cli -> $2/slipway.dll" ;;
              --version) [ ! -e "$OLD" ] || exit 1; echo 10.0.401 ;;
              --list-sdks) echo "8.0.100 [/usr/share/dotnet/sdk]" ;;
              */slipway.dll) echo "ran $2" ;;
            esac
            """);
    }

    private string[] Builds => File.Exists(_folder.File("notes")) ? [.. File.ReadLines(_folder.File("notes")).Where(line => line.StartsWith("publish", StringComparison.Ordinal))] : [];

    [Fact]
    public async Task It_builds_once_and_then_runs_at_once()
    {
        var first = await LaunchAsync();
        var second = await LaunchAsync();

        Assert.Contains("  built Cli\n", first.Output);
        Assert.Contains("ran status\n", first.Output);
        Assert.Equal("ran status\n", second.Output);
        Assert.Single(Builds);
    }

    [Theory]
    [InlineData("echo >> cli/Program.cs", 2)]
    [InlineData("echo > infra/New.cs", 2)]
    [InlineData("rm offline/Engine.cs", 2)]
    [InlineData("mv infra/Program.cs infra/Other.cs", 2)]
    [InlineData("echo > Directory.Packages.props", 2)]
    [InlineData("mkdir -p cli/obj infra/node_modules && echo > cli/obj/made.cs && echo > infra/node_modules/index.js", 1)]
    [InlineData("mkdir apps && echo > apps/Service.cs", 1)]
    public async Task It_builds_again_exactly_when_a_source_changed(string change, int builds)
    {
        await LaunchAsync();

        await ShellAsync($"cd repository && {change}");
        await LaunchAsync();

        Assert.Equal(builds, Builds.Length);
    }

    [Fact]
    public async Task It_works_through_a_symbolic_link_from_another_folder()
    {
        var result = await ShellAsync("ln -s ../repository/slipway elsewhere/slipway && cd elsewhere && ./slipway status");

        Assert.Contains("ran status\n", result.Output);
    }

    [Fact]
    public async Task Two_launches_at_once_build_once()
    {
        var results = await Task.WhenAll(LaunchAsync("SLOW=1"), LaunchAsync("SLOW=1"));

        Assert.All(results, result => Assert.Contains("ran status\n", result.Output));
        Assert.Single(Builds);
    }

    [Fact]
    public async Task A_build_that_fails_shows_the_errors_and_is_tried_again_next_time()
    {
        var failed = await LaunchAsync("BROKEN=/dev/null");
        var next = await LaunchAsync();

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("Program.cs(1,1): error CS1002: ; expected\n", failed.Output);
        Assert.Contains("ran status\n", next.Output);
    }

    [Fact]
    public async Task An_sdk_that_is_too_old_is_named_with_what_to_install()
    {
        var result = await LaunchAsync("OLD=/dev/null");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Install the .NET 10 SDK", result.Output);
        Assert.Contains("installed: 8.0.100", result.Output);
    }

    [Fact]
    public async Task A_missing_sdk_is_told_with_what_to_install()
    {
        File.Delete(_folder.File("bin/dotnet"));
        foreach (var command in new[] { "bash", "readlink", "find", "head", "sort", "cksum", "mkdir", "flock", "touch", "env" })
        {
            File.CreateSymbolicLink(_folder.File($"bin/{command}"), (await ShellAsync($"command -v {command}")).Output.Trim());
        }

        var result = await ShellAsync("PATH=$PWD/bin; repository/slipway status");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("there is no .NET SDK on PATH. Install the .NET 10 SDK", result.Output);
    }

    public void Dispose() => _folder.Dispose();

    private Task<ProcessResult> LaunchAsync(string variables = "") => ShellAsync($"{variables} repository/slipway status");

    private Task<ProcessResult> ShellAsync(string script) => new ProcessRunner().RunAsync(
        new CommandLine("bash", ["-c", $"cd {_folder.Path}; export NOTES=$PWD/notes PATH=$PWD/bin:$PATH BROKEN= OLD=; {script}"]), null, CancellationToken.None);

    private void Script(string name, string text)
    {
        _folder.Write(name, $"#!/bin/bash\n{text}\n");
        File.SetUnixFileMode(_folder.File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Launcher([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "slipway");
}
