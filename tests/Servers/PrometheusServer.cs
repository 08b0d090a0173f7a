using System.Diagnostics;

namespace Slipway.Servers;

/// <summary>A real, throw-away Prometheus on a free loopback port that scrapes nothing: it has the samples it was given.</summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-prometheus-").FullName;
    private Process? _process;

    private PrometheusServer()
    {
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Find()}/");

    /// <summary>Starts the server.</summary>
    /// <param name="samples">Lines of OpenMetrics text, each with its time in seconds.</param>
    public static async Task<PrometheusServer> StartAsync(IEnumerable<string> samples)
    {
        var server = new PrometheusServer();
        try
        {
            await File.WriteAllLinesAsync(Path.Combine(server._folder, "samples.txt"), [.. samples, "# EOF"]);
            await File.WriteAllTextAsync(Path.Combine(server._folder, "prometheus.yml"), "scrape_configs: []\n");
            using (var import = server.Run("promtool tsdb create-blocks-from openmetrics samples.txt data > log 2>&1"))
            {
                await import.WaitForExitAsync();
                if (import.ExitCode != 0) throw new InvalidOperationException($"promtool did not take the samples:\n{server.Log}");
            }

            server._process = server.Run("exec prometheus --config.file=prometheus.yml --storage.tsdb.path=data --web.listen-address=\"$1\" > log 2>&1");
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Log => File.ReadAllText(Path.Combine(_folder, "log"));

    private Process Run(string command) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", command, "sh", Address.Authority]) { WorkingDirectory = _folder }) ?? throw new InvalidOperationException("'sh' did not start.");

    private async Task WaitAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var since = Stopwatch.StartNew();
        while (!await IsReadyAsync(http))
        {
            if (_process!.HasExited || since.Elapsed > Patience) throw new InvalidOperationException($"Prometheus did not start at {Address}. It is Debian's package 'prometheus'. It said:\n{Log}");
            await Task.Delay(50);
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync(new Uri(Address, "-/ready"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
