using System.Diagnostics;
using Npgsql;
using Xunit;

namespace Slipway.Servers;

/// <summary>
/// A real, throw-away PostgreSQL on a free loopback port. Share one per test assembly
/// (<c>[CollectionDefinition]</c> with <c>ICollectionFixture&lt;PostgresServer&gt;</c>) and give each test its own database.
/// </summary>
/// <remarks>
/// The server is a child of a small shell that reads its standard input. The pipe closes when this process ends in
/// any way, SIGKILL included; the shell then stops the server and deletes its folder. (<c>setpriv --pdeathsig</c> does
/// not do: it fires when the parent's <em>thread</em> ends, and .NET retires the threads that start processes.)
/// </remarks>
public sealed class PostgresServer : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>Full of characters that break connection strings and SQL built by hand, so that such code fails here first.</summary>
    public const string Password = "p;a'ss=\"w o%rd\\";

    /// <summary>The superuser's name.</summary>
    public const string Username = "postgres";

    private const string Supervisor = """
        trap '' INT TERM HUP
        folder=$1; port=$2; shift 2
        start() { "$@" -D "$folder/data" -p "$port" >>"$folder/log" 2>&1 </dev/null & pid=$!; }
        start "$@"
        while read -r what; do
          case $what in
            stop) kill -INT $pid; wait $pid; echo stopped ;;
            crash) kill -QUIT $pid; wait $pid; echo stopped ;;
            start) start "$@"; echo started ;;
          esac
        done
        kill -QUIT $pid 2>/dev/null; wait $pid; rm -rf "$folder"
        """;

    private static readonly string[] ServerSettings =
    [
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "synchronous_commit=off",
        "-c", "full_page_writes=off", "-c", "shared_buffers=32MB", "-c", "max_connections=200", "-c", "log_min_messages=warning",
    ];

    private Process? _supervisor;
    private string _folder = "";
    private int _databases;

    /// <summary>The address, always loopback.</summary>
    public static string Host => "127.0.0.1";

    /// <summary>The port the server listens on; it stays the same through <see cref="StopAsync"/> and <see cref="StartAsync"/>.</summary>
    public int Port { get; private set; }

    /// <summary>Connection string of the superuser to one of the databases.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Database = database,
        Username = Username,
        Password = Password,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Stops the server in an orderly way; open connections are ended. The data stays.</summary>
    public Task StopAsync() => CommandAsync("stop");

    /// <summary>Stops the server as a crash would: no goodbye to clients, recovery at the next start.</summary>
    public Task CrashAsync() => CommandAsync("crash");

    /// <summary>Starts the stopped server again on the same port and waits until it answers.</summary>
    public async Task StartAsync()
    {
        await CommandAsync("start");
        await WaitUntilReadyAsync();
    }

    /// <summary>Starts the server.</summary>
    public async Task InitializeAsync()
    {
        var binaries = FindBinaries();
        for (var attempt = 1; ; attempt++)
        {
            _folder = Directory.CreateTempSubdirectory("slipway-postgres-").FullName;
            Port = FreePort.Find();
            await InitializeDataAsync(binaries);
            Launch(binaries);
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

    private static string FindBinaries()
    {
        const string Packaged = "/usr/lib/postgresql";
        var packaged = Directory.Exists(Packaged)
            ? Directory.GetDirectories(Packaged).OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var version) ? version : 0)
                .Select(path => Path.Combine(path, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return packaged.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new InvalidOperationException(
                $"These tests need a real PostgreSQL: 'initdb' and 'postgres' are neither under {Packaged}/*/bin nor on PATH. Install the package 'postgresql' (Debian, Ubuntu: apt-get install postgresql).");
    }

    /// <summary>PostgreSQL refuses to run as root; then everything runs as the user its package made.</summary>
    private static string[] AsPostgresUser() => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        : [];

    private async Task InitializeDataAsync(string binaries)
    {
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (Environment.IsPrivilegedProcess) await RunAsync(["chown", "-R", "postgres:postgres", _folder]);
        await RunAsync([.. AsPostgresUser(), Path.Combine(binaries, "initdb"), "-D", Path.Combine(_folder, "data"), "--no-sync", "--encoding=UTF8",
            "--locale=C.UTF-8", "--auth=scram-sha-256", "--username", Username, "--pwfile", passwordFile]);
    }

    private void Launch(string binaries)
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])["sh", "-c", Supervisor, "sh", _folder, $"{Port}", .. AsPostgresUser(), Path.Combine(binaries, "postgres"), .. ServerSettings])
            start.ArgumentList.Add(argument);
        _supervisor = Process.Start(start) ?? throw new InvalidOperationException("'setsid' did not start. Install the package 'util-linux'.");
    }

    private async Task CommandAsync(string command)
    {
        var supervisor = _supervisor ?? throw new InvalidOperationException("The PostgreSQL server of the tests was not started.");
        await supervisor.StandardInput.WriteLineAsync(command);
        await supervisor.StandardInput.FlushAsync();
        await supervisor.StandardOutput.ReadLineAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        // Not from the pool: a restarted server must be met with a new connection.
        var target = new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false, Timeout = 2 }.ConnectionString;
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(target);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException error)
            {
                var log = Path.Combine(_folder, "log");
                var said = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
                if (patience.Elapsed > TimeSpan.FromSeconds(30) || said.Contains("could not bind", StringComparison.Ordinal))
                    throw new InvalidOperationException($"PostgreSQL did not start on port {Port}. Its log says:\n{said}", error);
                await Task.Delay(20);
            }
        }
    }

    private static async Task RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{command[0]}' did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}.\n{await output}{await error}");
    }
}
