using System.Diagnostics;
using System.Net;

namespace Slipway.Downloads.Tests;

/// <summary>The service as a process of its own, so that it can be killed. It does not outlive the tests, however they end.</summary>
public sealed class DownloadsProcess : IAsyncDisposable
{
    private const string Supervisor = """
        trap '' INT TERM HUP
        log=$1; shift
        "$@" >>"$log" 2>&1 </dev/null & pid=$!
        while read -r signal; do kill -$signal $pid; wait $pid; echo $?; done
        kill -KILL $pid 2>/dev/null; wait $pid 2>/dev/null; rm -f "$log"
        """;

    private readonly Process _supervisor;
    private readonly string _log;

    private DownloadsProcess(Process supervisor, string log, Uri address)
    {
        _supervisor = supervisor;
        _log = log;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Http { get; }

    public string Log => File.ReadAllText(_log);

    /// <summary>Starts a command that listens, and waits until it does.</summary>
    public static async Task<DownloadsProcess> StartAsync(string command, IReadOnlyDictionary<string, string> environment)
    {
        var port = Servers.FreePort.Find();
        var log = Path.GetTempFileName();
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["sh", "-c", Supervisor, "sh", log, .. CommandLine(command)]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["PORT"] = $"{port}";
        var process = new DownloadsProcess(Process.Start(start)!, log, new Uri($"http://127.0.0.1:{port}"));
        await Eventually.BecomesAsync(() => process.AnswersAsync(command == "serve" ? "/health/ready" : "/health/live"), () => $"'{command}' did not start. Its log says:\n{process.Log}");
        return process;
    }

    /// <summary>Runs a command that ends by itself.</summary>
    public static async Task<string> RunAsync(string command, IReadOnlyDictionary<string, string> environment)
    {
        var line = CommandLine(command);
        var start = new ProcessStartInfo(line[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in line[1..]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"'{command}' ended with {process.ExitCode}.\n{await output}{await error}");
        return await output;
    }

    /// <summary>Ends the process with a signal and gives its exit code.</summary>
    public async Task<int> EndAsync(string signal)
    {
        await _supervisor.StandardInput.WriteLineAsync(signal);
        await _supervisor.StandardInput.FlushAsync();
        return int.Parse(await _supervisor.StandardOutput.ReadLineAsync() ?? "-1");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _supervisor.StandardInput.Close();
        await _supervisor.WaitForExitAsync();
        _supervisor.Dispose();
    }

    private static string[] CommandLine(string command) => ["dotnet", Path.Combine(AppContext.BaseDirectory, "Downloads.dll"), command];

    private async Task<bool> AnswersAsync(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(path);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
