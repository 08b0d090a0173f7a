using System.Diagnostics;
using System.Globalization;

namespace Slipway.Cli.Tests.Support;

/// <summary>A project of its own, and the real command line as a process over one of the sandbox's programs.</summary>
internal sealed class SandboxProject : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public SandboxProject(string program, string configuration = "")
    {
        _folder.Write("Pulumi.yaml", "name: shop\nmain: infra\nruntime: dotnet\n");
        _folder.Write("infra/Program.cs", "");
        _folder.Write("Pulumi.dev.yaml", $"config:\n  shop:program: {program}\n{configuration}");
    }

    public static string CommandLine { get; } = Path.Combine(AppContext.BaseDirectory, "CliSandbox.dll");

    public string Folder => _folder.Path;

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Read(string name) => System.IO.File.Exists(File(name)) ? System.IO.File.ReadAllText(File(name)) : "";

    public async Task<SandboxResult> RunAsync(params string[] arguments)
    {
        using var run = Start(arguments);
        return await run.EndAsync();
    }

    /// <summary>As from a terminal: a process group of its own, to which Ctrl-C goes as a whole.</summary>
    public SandboxRun Start(params string[] arguments)
    {
        // Where tests run in the background SIGINT may be ignored, and a process inherits that.
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", "dotnet", CommandLine, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse", ["SLIPWAY_ROOT"] = "" },
        };
        return new SandboxRun(Process.Start(start)!, Patience);
    }

    public async Task WaitForAsync(string file)
    {
        var started = Stopwatch.StartNew();
        while (!System.IO.File.Exists(File(file)))
        {
            Assert.True(started.Elapsed < Patience, $"{file} did not appear");
            await Task.Delay(20);
        }
    }

    public void Dispose() => _folder.Dispose();
}

internal sealed class SandboxRun : IDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _patience;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public SandboxRun(Process process, TimeSpan patience)
    {
        (_process, _patience) = (process, patience);
        process.StandardInput.Close();
        (_output, _error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>What a terminal does on Ctrl-C.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", "--", (-_process.Id).ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task<SandboxResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(_patience);
        return new SandboxResult(_process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}

internal sealed record SandboxResult(int ExitCode, string Output, string Error)
{
    public string Screen => Output + Error;

    public SandboxResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Screen}");
        return this;
    }
}
