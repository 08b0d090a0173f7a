using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Slipway.Servers;

/// <summary>A service as the platform runs it: its own process, its own environment, signals and an exit code.</summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly StringBuilder _errors = new();

    private ServiceProcess(Process process, int port)
    {
        _process = process;
        Port = port;
        process.OutputDataReceived += (_, line) => { if (line.Data is not null) _output.Enqueue(line.Data); };
        process.ErrorDataReceived += (_, line) => { if (line.Data is not null) lock (_errors) _errors.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it was told to listen on.</summary>
    public int Port { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The service's address.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Standard error so far.</summary>
    public string Errors { get { lock (_errors) return _errors.ToString(); } }

    /// <summary>Starts <c>dotnet assembly command</c> with PORT and the given variables on top of this process's environment.</summary>
    public static ServiceProcess Start(string assembly, string[] arguments, IReadOnlyDictionary<string, string> variables, int? port = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var listenOn = port ?? FreePort.Find();
        start.Environment["PORT"] = $"{listenOn}";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new(Process.Start(start) ?? throw new InvalidOperationException("'dotnet' did not start."), listenOn);
    }

    /// <summary>Runs a command to its end and gives its exit code.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output, string Errors)> RunAsync(string assembly, string[] arguments, IReadOnlyDictionary<string, string> variables, int? port = null)
    {
        await using var process = Start(assembly, arguments, variables, port);
        var code = await process.WaitForExitAsync(TimeSpan.FromSeconds(60));
        return (code, process.Output, process.Errors);
    }

    /// <summary>Waits until the path answers 200.</summary>
    public async Task WaitUntilReadyAsync(string path = "/health/ready")
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(path);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            if (patience.Elapsed > TimeSpan.FromSeconds(30))
                throw new InvalidOperationException($"The service did not become ready on {Address}.\n{string.Join('\n', Output)}\n{Errors}");
            await Task.Delay(20);
        }
    }

    /// <summary>Sends SIGTERM, as every platform does first.</summary>
    public void Terminate() => Signal(15);

    /// <summary>Sends SIGKILL: no warning, no clean-up.</summary>
    public void Kill() => Signal(9);

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var stop = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(stop.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (SendSignal(_process.Id, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} could not be sent to process {_process.Id} (errno {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
