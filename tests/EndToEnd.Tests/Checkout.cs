using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests;

/// <summary>Tests that share one checkout, one after the other.</summary>
[CollectionDefinition("checkout")]
public sealed class CheckoutCollection : ICollectionFixture<Checkout>;

/// <summary>A copy of this repository as a fresh clone has it: what git knows or would add, and nothing built.</summary>
public sealed class Checkout : IAsyncLifetime
{
    // Those of the stack for development: every service, and the simulator that one of them watches.
    private static readonly string[] Everything = ["apps/*/score*.yaml", "apps/InboxSimulator/development/score*.yaml"];

    private readonly List<string> _stacks = [];

    /// <summary>What the first launch printed, which builds the command line.</summary>
    public Result FirstLaunch { get; private set; } = new(-1, "", "");

    public string Folder { get; } = Directory.CreateTempSubdirectory("slipway-clone-").FullName;

    public async Task InitializeAsync()
    {
        var source = Repository();
        var files = await RunAsync("git", ["-C", source, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], source);
        foreach (var file in files.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(source, file))))
        {
            var copy = Path.Combine(Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(source, file), copy);
        }
        FirstLaunch = (await SlipwayAsync("--version")).Succeeded();
    }

    public async Task DisposeAsync()
    {
        foreach (var stack in _stacks.Where(stack => File.Exists(Path.Combine(Folder, $"Pulumi.{stack}.yaml"))))
            await SlipwayAsync("destroy", "--yes", "--stack", stack);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A stack of its own on free ports. Downloads are prepared without the simulated wait.</summary>
    public Stack AddStack(string name, string? workloads = null, string more = "")
    {
        var basePort = FreePorts(100);
        File.WriteAllText(Path.Combine(Folder, $"Pulumi.{name}.yaml"),
            $$"""
            config:
              slipway:target: local
              slipway:basePort: {{basePort}}
              slipway:workloads: ["{{string.Join("\", \"", workloads is null ? Everything : [workloads])}}"]
              slipway:environment:
                DEMO_DATA: "true"
            {{more}}
            """);
        File.WriteAllText(Path.Combine(Folder, "apps", "Downloads", $"score-worker.{name}.yaml"),
            """
            containers:
              worker:
                variables:
                  Downloads__PreparationSeconds: "0"
            """);
        File.Copy(Path.Combine(Folder, "apps", "InboxHealth", "score.dev.yaml"), Path.Combine(Folder, "apps", "InboxHealth", $"score.{name}.yaml"));
        _stacks.Add(name);
        return new Stack(this, name, basePort);
    }

    /// <summary>Writes a file of the checkout.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public Task<Result> SlipwayAsync(params string[] arguments) => RunAsync(Path.Combine(Folder, "slipway"), arguments, Folder);

    /// <summary>Runs a program in the checkout, with other values of some environment variables.</summary>
    public static async Task<Result> RunAsync(string file, string[] arguments, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output, await error);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pulumi.yaml")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No Pulumi.yaml above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }

    private static int FreePorts(int count)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var first = Random.Shared.Next(20_000, 32_000);
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }
        throw new InvalidOperationException($"No {count} free ports in a row.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

public sealed record Result(int ExitCode, string Output, string Error)
{
    public JObject Json => JObject.Parse(Output);

    /// <summary>What `--json` of a change tells: an object a line.</summary>
    public JObject[] Events => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];

    public Result Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return this;
    }
}
