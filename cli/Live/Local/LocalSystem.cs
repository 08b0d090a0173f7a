using System.Collections.Immutable;
using System.Net.Sockets;
using Pulumi.Offline;
using Slipway.Cli.Processes;

namespace Slipway.Cli.Live.Local;

/// <summary>The processes of a local stack, as supervisord and their own health checks tell.</summary>
public sealed class LocalSystem(Func<CancellationToken, Task<PropertyValue.Map?>> readOutputs, IProcessRunner processes, TimeProvider clock) : ILiveSystem
{
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(2);

    public async Task<LiveStatus> ReadAsync(CancellationToken cancellationToken)
    {
        if (LocalStack.Read(await readOutputs(cancellationToken)) is not { } stack)
            return LiveStatus.Empty;
        var running = await ReadProcessesAsync(stack, cancellationToken);
        using var http = new HttpClient { Timeout = HealthTimeout };
        var services = await Task.WhenAll(stack.Units.Select(unit => ReadServiceAsync(unit, running.GetValueOrDefault(unit.Name), http, cancellationToken)));
        var workloads = stack.Units.Select(unit => unit.Workload).ToHashSet();
        return new LiveStatus
        {
            Services = [.. services],
            Routes = [.. stack.Addresses.Where(address => workloads.Contains(address.Key)).Select(address => new LiveRoute(address.Value, address.Key))],
            Links = [.. stack.Addresses.Where(address => !workloads.Contains(address.Key)).Select(address => new LiveLink(address.Key, address.Value))],
        };
    }

    public async Task<ImmutableArray<LogFile>> ListLogsAsync(CancellationToken cancellationToken)
    {
        if (LocalStack.Read(await readOutputs(cancellationToken)) is not { } stack)
            return [];
        var folder = Path.Combine(stack.Root, "log");
        var once = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.log").Select(file => Path.GetFileNameWithoutExtension(file)!) : [];
        return [.. stack.Units.Select(unit => unit.Name).Union(once).Order(StringComparer.Ordinal)
            .Select(name => new LogFile(name, Path.Combine(folder, $"{name}.log")))];
    }

    /// <summary>
    /// Brings back what a restart of the machine, or a hand, has stopped. Gives what was done, empty when everything runs.
    /// </summary>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        if (LocalStack.Read(await readOutputs(cancellationToken)) is not { } stack)
            return "";
        using var supervisor = new SupervisorClient(SocketOf(stack));
        try
        {
            var stopped = (await supervisor.ReadAsync(cancellationToken)).Count(process => process.State is "STOPPED" or "EXITED" or "FATAL");
            if (stopped == 0)
                return "";
            await supervisor.StartAllAsync(cancellationToken);
            return $"started {stopped} stopped {(stopped == 1 ? "process" : "processes")}";
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException)
        {
            var started = await processes.RunAsync(SupervisorCommand(stack), null, cancellationToken);
            return started.Succeeded
                ? "started supervisord, which was not running"
                : throw new UserException($"supervisord of this stack does not run and does not start: {started.Output.Trim()}");
        }
    }

    public async Task<ImmutableSortedDictionary<string, int>?> ReadSharesAsync(string workload, CancellationToken cancellationToken) =>
        LocalStack.Read(await readOutputs(cancellationToken)) is { } stack ? await new EdgeClient(stack.Root).ReadSharesAsync(workload, cancellationToken) : null;

    private static CommandLine SupervisorCommand(LocalStack stack)
    {
        ImmutableArray<string> start = ["env", "-i", $"HOME={stack.Root}/home", $"PATH={Environment.GetEnvironmentVariable("PATH")}", "LANG=C.UTF-8",
            "supervisord", "-c", $"{stack.Root}/supervisor/supervisord.conf"];
        return stack.User.Length == 0
            ? new CommandLine(start[0], start[1..])
            : new CommandLine("setpriv", ["--reuid", stack.User, "--regid", stack.User, "--init-groups", "--no-new-privs", "--", .. start]);
    }

    private static async Task<ImmutableDictionary<string, SupervisedProcess>> ReadProcessesAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        using var supervisor = new SupervisorClient(SocketOf(stack));
        try
        {
            return (await supervisor.ReadAsync(cancellationToken)).ToImmutableDictionary(process => process.Name);
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException)
        {
            // No supervisord: nothing of this stack runs, which is what the caller wants to know.
            return ImmutableDictionary<string, SupervisedProcess>.Empty;
        }
    }

    private async Task<LiveService> ReadServiceAsync(LocalUnit unit, SupervisedProcess? process, HttpClient http, CancellationToken cancellationToken)
    {
        var service = new LiveService
        {
            Name = unit.Name,
            Workload = unit.Workload,
            Slot = unit.Slot,
            State = process?.State switch
            {
                "RUNNING" => LiveState.Running,
                "STARTING" => LiveState.Starting,
                "BACKOFF" or "FATAL" => LiveState.Failed,
                _ => LiveState.Stopped,
            },
            Address = unit.Address.Length == 0 ? null : unit.Address,
            Version = unit.Version.Length == 0 ? null : unit.Version,
        };
        if (process is null)
            return service with { Reason = "supervisord does not know it, or does not run" };
        if (service.State != LiveState.Running)
            return service with { Reason = process.SpawnError.Length > 0 ? process.SpawnError : process.Description };
        var (health, reason) = await CheckAsync(unit, http, cancellationToken);
        return service with { ProcessId = process.ProcessId, Uptime = clock.GetUtcNow() - process.Started, Health = health, Reason = reason };
    }

    private static async Task<(LiveHealth Health, string? Reason)> CheckAsync(LocalUnit unit, HttpClient http, CancellationToken cancellationToken)
    {
        if (!unit.Ready.StartsWith("http", StringComparison.Ordinal))
            return (LiveHealth.Unknown, null);
        try
        {
            using var response = await http.GetAsync(new Uri(unit.Ready), cancellationToken);
            return response.IsSuccessStatusCode
                ? (LiveHealth.Healthy, null)
                : (LiveHealth.Unhealthy, $"{unit.Ready} answers {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return (LiveHealth.Unhealthy, $"{unit.Ready}: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (LiveHealth.Unhealthy, $"{unit.Ready} does not answer within {HealthTimeout.TotalSeconds:0} s");
        }
    }

    private static string SocketOf(LocalStack stack) => Path.Combine(stack.Root, "supervisor", "supervisor.sock");
}
