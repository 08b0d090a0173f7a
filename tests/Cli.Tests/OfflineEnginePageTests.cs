using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Slipway.Cli.Tests.Support;

namespace Slipway.Cli.Tests;

/// <summary>Runs every command of <c>docs/offline-engine.md</c>, in order, and looks for the lines the page shows.</summary>
public sealed class OfflineEnginePageTests
{
    private const string Crashed = """
        {"version": 3, "checkpoint": {"stack": "organization/shop/crashed", "latest": {
          "resources": [{"urn": "urn:pulumi:crashed::shop::pulumi:pulumi:Stack::shop-crashed", "custom": false, "type": "pulumi:pulumi:Stack"}],
          "pending_operations": [{"resource": {"urn": "urn:pulumi:crashed::shop::random:index/randomPet:RandomPet::name", "custom": true, "type": "random:index/randomPet:RandomPet", "inputs": {"length": 2}}, "type": "creating"}]}}}
        """;

    // Keeps states as files, as Pulumi's own commands do.
    private const string Pulumi = """
        #!/bin/sh
        case "$2" in
          export) cp "exports/$4.json" "$6" ;;
          import) grep -q '"version": 3' "$6" && grep -q '"deployment"' "$6" && echo "Import complete." ;;
        esac
        """;

    [Fact]
    public async Task Every_command_of_the_page_does_what_the_page_shows()
    {
        using var sandbox = new SandboxProject("shop");
        sandbox.Write("Pulumi.prod.yaml", "config:\n  shop:program: aws\n  shop:password: hunter2-hunter2\n" + ShopPolicies.LeftOut);
        sandbox.Write("Pulumi.moved.yaml", "config:\n  shop:program: shop\n");
        sandbox.Write("Pulumi.crashed.yaml", "config:\n  shop:program: shop\n");
        sandbox.Write(".slipway/state/.pulumi/stacks/shop/crashed.json", Crashed);
        sandbox.Write("exports/prod.json", await File.ReadAllTextAsync(PageFile("..", "tests", "Cli.Tests", "States", "aws.json")));
        sandbox.Write("exports/moved.json", await StateAsync());
        Script(sandbox, "slipway", $"#!/bin/sh\nexec dotnet {SandboxProject.CommandLine} \"$@\"\n");
        Script(sandbox, "pulumi", Pulumi);
        var commands = Commands(await File.ReadAllTextAsync(PageFile("offline-engine.md")));

        foreach (var (command, shown) in commands)
        {
            var (exitCode, screen) = await RunAsync(sandbox, command);
            Assert.True(exitCode == 0, $"$ {command}\nexit code {exitCode}\n{screen}");
            var at = 0;
            foreach (var line in shown)
            {
                var found = screen.IndexOf(line, at, StringComparison.Ordinal);
                Assert.True(found >= 0, $"$ {command}\ndoes not show, in this place: {line}\n{screen}");
                at = found + line.Length;
            }
        }

        Assert.True(commands.Count > 25, $"{commands.Count} commands were found on the page");
        Assert.DoesNotContain("slipway ", string.Concat((await File.ReadAllTextAsync(PageFile("offline-engine.md"))).Split("```console").Skip(1).Select(block => Unprompted(block))));
    }

    /// <summary>A state of the same program under the name of the stack that moves.</summary>
    private static async Task<string> StateAsync()
    {
        using var elsewhere = new SandboxProject("shop");
        elsewhere.Write("Pulumi.moved.yaml", "config:\n  shop:program: shop\n");
        (await elsewhere.RunAsync("up", "--yes", "-s", "moved")).Succeeded();
        return (await elsewhere.RunAsync("stack", "export", "-s", "moved")).Succeeded().Output;
    }

    private static List<(string Command, List<string> Shown)> Commands(string page)
    {
        var commands = new List<(string Command, List<string> Shown)>();
        foreach (var block in page.Split("```console\n").Skip(1))
        {
            foreach (var line in block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.StartsWith("$ ", StringComparison.Ordinal)) commands.Add((line[2..], []));
                else commands[^1].Shown.Add(line);
            }
        }

        return commands;
    }

    // A command without its prompt would be shown and never run.
    private static string Unprompted(string block) =>
        string.Join('\n', block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n').Where(line => !line.StartsWith("$ ", StringComparison.Ordinal)));

    private static void Script(SandboxProject sandbox, string name, string text)
    {
        var file = sandbox.Write($"bin/{name}", text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<(int ExitCode, string Screen)> RunAsync(SandboxProject sandbox, string command)
    {
        var start = new ProcessStartInfo("bash", ["-o", "pipefail", "-c", command])
        {
            WorkingDirectory = sandbox.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = $"{sandbox.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}", ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse", ["SLIPWAY_ROOT"] = "" },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var screen = new StringBuilder();
        var error = process.StandardError.ReadToEndAsync();
        screen.Append(await process.StandardOutput.ReadToEndAsync());
        screen.Append(await error);
        await process.WaitForExitAsync();
        return (process.ExitCode, screen.ToString());
    }

    private static string PageFile(params string[] name) => Path.Combine([Path.GetDirectoryName(Here())!, "..", "..", "docs", .. name]);

    private static string Here([CallerFilePath] string here = "") => here;
}
