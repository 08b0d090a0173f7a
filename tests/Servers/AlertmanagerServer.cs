using System.Diagnostics;
using Xunit;

namespace Slipway.Servers;

/// <summary>A real, throw-away Alertmanager on a free loopback port that tells nobody.</summary>
public sealed class AlertmanagerServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-alertmanager-").FullName;
    private Process? _process;

    /// <summary>Where it answers.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Find()}/");

    /// <summary>Starts the server.</summary>
    public async Task InitializeAsync()
    {
        const string Configuration = """
            route: { receiver: nobody }
            receivers: [{ name: nobody }]
            inhibit_rules: [{ source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: [workload] }]
            """;
        await File.WriteAllTextAsync(Path.Combine(_folder, "alertmanager.yml"), Configuration);
        _process = Process.Start(new ProcessStartInfo("sh",
            ["-c", "exec prometheus-alertmanager --config.file=alertmanager.yml --storage.path=data --web.listen-address=\"$1\" --cluster.listen-address= > log 2>&1", "sh", Address.Authority])
        {
            WorkingDirectory = _folder,
        }) ?? throw new InvalidOperationException("'sh' did not start.");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await http.GetAsync(new Uri(Address, "-/ready"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (!_process.HasExited && patience.Elapsed < TimeSpan.FromSeconds(30))
            {
                // Not listening yet.
            }

            if (_process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(30))
                throw new InvalidOperationException($"Alertmanager did not start at {Address}. It is Debian's package 'prometheus-alertmanager'. It said:\n{await File.ReadAllTextAsync(Path.Combine(_folder, "log"))}");
            await Task.Delay(50);
        }
    }

    /// <summary>Ends the server and deletes its folder.</summary>
    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
