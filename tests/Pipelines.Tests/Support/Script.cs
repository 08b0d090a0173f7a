using System.Diagnostics;

namespace Slipway.Pipelines.Tests.Support;

/// <summary>How a program ended, and what it said.</summary>
internal sealed record Script(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task<Script> RunAsync(string file, params string[] arguments) => RunAsync(new Dictionary<string, string?>(), file, arguments);

    /// <param name="environment">Added to that of the tests; null takes a variable away.</param>
    public static async Task<Script> RunAsync(IReadOnlyDictionary<string, string?> environment, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Folder,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{file} {string.Join(' ', arguments)}' has not ended after {Patience.TotalSeconds:0} s.");
        }

        return new Script(process.ExitCode, await output, await error);
    }

    public Script Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return this;
    }
}
