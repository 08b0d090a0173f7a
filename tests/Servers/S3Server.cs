using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Slipway.Servers;

/// <summary>A bucket of the S3 server and the key that opens it.</summary>
public sealed record S3Bucket(string Endpoint, string Name, string AccessKeyId, string SecretKey);

/// <summary>
/// The S3 server of the local target, throw-away, on a free loopback port. Share one per test assembly and give each
/// test its own bucket.
/// </summary>
/// <remarks>
/// As with <see cref="PostgresServer"/> a small shell holds the server and ends it when this process ends in any way.
/// Its packages are installed once per lock file into the user's cache folder.
/// </remarks>
public sealed class S3Server : IAsyncLifetime, IAsyncDisposable
{
    private const string Supervisor = """
        trap '' INT TERM HUP
        folder=$1; shift
        start() { "$@" >>"$folder/log" 2>&1 </dev/null & pid=$!; }
        start "$@"
        while read -r what; do
          case $what in
            stop) kill -KILL $pid; wait $pid 2>/dev/null; echo stopped ;;
            start) start "$@"; echo started ;;
          esac
        done
        kill -KILL $pid 2>/dev/null; wait $pid 2>/dev/null; rm -rf "$folder"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private Process? _supervisor;
    private string _folder = "";
    private int _port;

    /// <summary>Address of the server.</summary>
    public string Endpoint => $"http://127.0.0.1:{_port}";

    /// <summary>Makes a key and with it an empty bucket.</summary>
    public async Task<S3Bucket> CreateBucketAsync(CancellationToken cancellationToken = default)
    {
        var bucket = new S3Bucket(Endpoint, $"test-{Guid.NewGuid():N}", $"key{Guid.NewGuid():N}", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)));
        var keys = Path.Combine(_folder, "keys", $"{bucket.Name}.json");
        var temporary = keys + ".new";
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(new { access_key_id = bucket.AccessKeyId, secret_key = bucket.SecretKey }), cancellationToken);
        File.Move(temporary, keys);
        return bucket;
    }

    /// <summary>Stops the server at once; what is stored stays.</summary>
    public Task StopAsync() => CommandAsync("stop");

    /// <summary>Starts the stopped server again on the same port and waits until it answers.</summary>
    public async Task StartAsync()
    {
        await CommandAsync("start");
        await WaitUntilReadyAsync();
    }

    /// <summary>Starts the server.</summary>
    public async Task InitializeAsync()
    {
        var program = await InstallAsync();
        for (var attempt = 1; ; attempt++)
        {
            _folder = Directory.CreateTempSubdirectory("slipway-s3-").FullName;
            _port = FreePort.Find();
            Directory.CreateDirectory(Path.Combine(_folder, "keys"));
            Directory.CreateDirectory(Path.Combine(_folder, "data"));
            Launch(program);
            try
            {
                await WaitUntilReadyAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody else took the port between finding it and using it: start over on another.
                await DisposeAsync();
            }
        }
    }

    /// <summary>Stops the server and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_supervisor is null) return;
        _supervisor.StandardInput.Close();
        await _supervisor.WaitForExitAsync();
        _supervisor.Dispose();
        _supervisor = null;
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private static string FindSources()
    {
        const string Sources = "infra/Components/Local/S3Server";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sources = Path.Combine(folder.FullName, Sources);
            if (File.Exists(Path.Combine(sources, "server.js"))) return sources;
        }

        throw new InvalidOperationException($"'{Sources}/server.js' is in no folder above '{AppContext.BaseDirectory}'. Run the tests from a checkout of the repository.");
    }

    /// <summary>Gives the folder with server and packages. It is made aside and renamed, so it is complete or not there.</summary>
    private static async Task<string> InstallAsync()
    {
        var sources = FindSources();
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "slipway", "tests");
        Directory.CreateDirectory(cache);
        var installed = Path.Combine(cache, $"s3-{await HashAsync(sources)}");

        // One test process at a time: the others find it done. The lock goes with its owner, however that ends.
        await using var mutex = await LockAsync(installed + ".lock");
        if (Directory.Exists(installed)) return installed;
        var fresh = Directory.CreateDirectory($"{installed}.{Guid.NewGuid():N}").FullName;
        foreach (var file in Directory.GetFiles(sources)) File.Copy(file, Path.Combine(fresh, Path.GetFileName(file)));
        await RunAsync(fresh, "npm", "ci", "--no-audit", "--no-fund");
        Directory.Move(fresh, installed);
        return installed;
    }

    /// <summary>Of everything that is copied: a changed server is another installation, as changed packages are.</summary>
    private static async Task<string> HashAsync(string sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(sources).Order(StringComparer.Ordinal)) hash.AppendData(await File.ReadAllBytesAsync(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (patience.Elapsed < Patience)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' in '{folder}' ended with {process.ExitCode}.\n{await output}{await error}");
    }

    private void Launch(string program)
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = _folder };
        foreach (var argument in (string[])["sh", "-c", Supervisor, "sh", _folder, "node", Path.Combine(program, "server.js")]) start.ArgumentList.Add(argument);
        start.Environment["S3_PORT"] = $"{_port}";
        start.Environment["S3_DATA"] = Path.Combine(_folder, "data");
        start.Environment["S3_KEYS"] = Path.Combine(_folder, "keys");
        _supervisor = Process.Start(start) ?? throw new InvalidOperationException("'setsid' did not start. Install the package 'util-linux'.");
    }

    private async Task CommandAsync(string command)
    {
        var supervisor = _supervisor ?? throw new InvalidOperationException("The S3 server of the tests was not started.");
        await supervisor.StandardInput.WriteLineAsync(command);
        await supervisor.StandardInput.FlushAsync();
        await supervisor.StandardOutput.ReadLineAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                (await http.GetAsync(new Uri($"{Endpoint}/-/ready"))).EnsureSuccessStatusCode();
                return;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                var log = Path.Combine(_folder, "log");
                var said = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
                if (patience.Elapsed > TimeSpan.FromSeconds(60) || said.Contains("EADDRINUSE", StringComparison.Ordinal))
                    throw new InvalidOperationException($"The S3 server did not start on port {_port}. Its log says:\n{said}", error);
                await Task.Delay(50);
            }
        }
    }
}
