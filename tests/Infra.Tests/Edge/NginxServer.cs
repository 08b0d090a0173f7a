using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Local;
using Slipway.Infra.Releases;

namespace Infra.Tests.Edge;

/// <summary>A real nginx with the configuration of a stack, and the script that moves its traffic.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder;
    private readonly NginxConfiguration _configuration;
    private Process? _nginx;

    private NginxServer(string folder, NginxConfiguration configuration)
    {
        _folder = folder;
        _configuration = configuration;
        Status = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectToStatusAsync }) { BaseAddress = new Uri("http://edge") };
    }

    public Uri Address => new($"http://127.0.0.1:{_configuration.Port}");

    /// <summary>A client of the socket at which nginx tells its own figures.</summary>
    public HttpClient Status { get; }

    /// <summary>The processes that answer requests; others take their place with a reload.</summary>
    public IReadOnlyList<string> Workers =>
        File.ReadAllText($"/proc/{_nginx!.Id}/task/{_nginx.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static async Task<NginxServer> StartAsync(IReadOnlyList<Route> routes, params Door[] doors)
    {
        var folder = Directory.CreateTempSubdirectory("slipway-edge-").FullName;
        var server = new NginxServer(folder, new NginxConfiguration
        {
            RunFolder = Path.Combine(folder, "run"),
            TrafficFolder = Path.Combine(folder, "traffic"),
            ClosingFile = Path.Combine(folder, "run", "closing"),
            Port = Slipway.Servers.FreePort.Find(),
            Routes = routes,
            Doors = doors,
        });
        Directory.CreateDirectory(server._configuration.RunFolder);
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), server._configuration.ToString());
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        // As the unit of the stack does before each start.
        File.Delete(_configuration.StatusSocket);
        // Its workers would be another user's when a superuser runs the tests, and these files are not for others.
        var start = new ProcessStartInfo("nginx", ["-e", "stderr", "-c", Path.Combine(_folder, "nginx.conf"), "-g", $"user {Environment.UserName};"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var errors = new List<string>();
        _nginx = Process.Start(start)!;
        _nginx.OutputDataReceived += (_, _) => { };
        _nginx.ErrorDataReceived += (_, line) => { if (line.Data is { } text) lock (errors) errors.Add(text); };
        _nginx.BeginOutputReadLine();
        _nginx.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        var since = Stopwatch.StartNew();
        while (!await AnswersAsync(http))
        {
            if (_nginx.HasExited || since.Elapsed > Patience) lock (errors) throw new InvalidOperationException($"nginx did not start:\n{string.Join('\n', errors)}");
            await Task.Delay(20);
        }
    }

    /// <summary>Ends it as a supervisor does (QUIT), or as nobody should (KILL).</summary>
    public async Task EndAsync(string signal = "QUIT")
    {
        if (_nginx is null or { HasExited: true }) return;
        var workers = Workers;
        await RunAsync("kill", [$"-{signal}", $"{_nginx.Id}"]);
        // Without its master a worker would go on.
        if (signal == "KILL") await RunAsync("kill", ["-KILL", .. workers]);
        using var patience = new CancellationTokenSource(Patience);
        await _nginx.WaitForExitAsync(patience.Token);
        _nginx.Dispose();
        _nginx = null;
    }

    /// <summary>Gives the second slot of a workload so many of a hundred requests, by the script of the local target.</summary>
    public Task MoveAsync(string workload, int share) => RunAsync("bash", ["-euo", "pipefail", "-c", Scripts.Read("traffic.sh")],
        ("FOLDER", Path.Combine(_configuration.TrafficFolder, workload)), ("SHARE", $"{share}"));

    /// <summary>Whether answers tell clients to close their connections.</summary>
    public bool IsClosing
    {
        get => File.Exists(_configuration.ClosingFile);
        set
        {
            if (value) File.WriteAllText(_configuration.ClosingFile, "");
            else File.Delete(_configuration.ClosingFile);
        }
    }

    /// <summary>Reads the configuration again, by the script of the local target.</summary>
    public Task ReloadAsync() => RunAsync("bash", ["-c", Slipway.Infra.Components.Local.Edge.ReloadScript(_configuration)]);

    /// <summary>How many of a hundred requests go to the second slot, as nginx itself says.</summary>
    public async Task<int> ShareOfAsync(string workload)
    {
        var answers = new List<string>();
        for (var hundredth = 0; hundredth < 100; hundredth++) answers.Add(await Status.GetStringAsync($"/slots/{workload}/{hundredth}"));
        Assert.All(answers, answer => Assert.Contains(answer, Slots.Names));
        return answers.Count(answer => answer == Slots.Green);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("KILL");
        Status.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            // Of a host that no route is for.
            using var request = new HttpRequestMessage(HttpMethod.Get, "/-/ready") { Headers = { Host = "nobody" } };
            using var answer = await http.SendAsync(request);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await output}{await errors}");
    }

    private async ValueTask<Stream> ConnectToStatusAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_configuration.StatusSocket), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
