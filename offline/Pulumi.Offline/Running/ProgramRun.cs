using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Offline.Running;

/// <summary>One run of a program: what it has declared, what is still under way, and what went wrong.</summary>
internal sealed class ProgramRun
{
    private static readonly AsyncLocal<ProgramRun?> Ambient = new();

    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<Exception> failures = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, Resource> strangers = new(StringComparer.Ordinal);
    private readonly List<Resource> resources = [];

    // Starts at one for the program itself.
    private int underWay = 1;
    private volatile bool errorLogged;

    public ProgramRun(ProgramHost host)
    {
        Host = host;
        Instance = new(this);
    }

    public static ProgramRun? Current => Ambient.Value;

    public ProgramHost Host { get; }

    public DeploymentInstance Instance { get; }

    /// <summary>Set as soon as the stack's own constructor has begun.</summary>
    public Stack? Stack { get; set; }

    public static ProgramRun Require(string purpose) => Current ?? throw new InvalidOperationException(
        $"There is no running program to {purpose} in. Declare resources inside Deployment.RunAsync, or Deployment.TestAsync in a unit test.");

    /// <summary>Runs the program to the end of everything it started, and gives its exit code.</summary>
    public async Task<int> ExecuteAsync(Func<Stack> begin)
    {
        Ambient.Value = this;
        try
        {
            begin();
        }
        catch (Exception error)
        {
            Fail(error);
        }

        Leave();
        try
        {
            await idle.Task.WaitAsync(Host.CancellationToken);
        }
        catch (OperationCanceledException) when (Host.CancellationToken.IsCancellationRequested)
        {
            return ExitCode.Failed;
        }

        lock (failures)
            return failures.Count > 0 ? ExitCode.FailedAndReported : errorLogged ? ExitCode.Failed : ExitCode.Success;
    }

    /// <summary>Everything declared so far, in order.</summary>
    public ImmutableArray<Resource> Resources()
    {
        lock (resources)
            return [.. resources];
    }

    public void Declare(Resource resource, Task registration)
    {
        lock (resources)
            resources.Add(resource);
        Track(registration);
    }

    /// <summary>Makes the end of the run wait for the task, and reports its failure.</summary>
    public void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
            return;
        Interlocked.Increment(ref underWay);
        task.ContinueWith(
            static (ended, run) => ((ProgramRun)run!).End(ended),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>The stand-in for a resource of which only the URN is known.</summary>
    public Resource Stranger(string urn) => strangers.GetOrAdd(urn, static key => new DependencyResource(key));

    public void Log(LogSeverity severity, string message, Resource? resource, bool ephemeral)
    {
        if (severity == LogSeverity.Error)
            errorLogged = true;
        if (resource is null)
            Host.Monitor.Log(severity, message, null, ephemeral);
        else
            Track(LogAboutAsync(severity, message, resource, ephemeral));
    }

    private async Task LogAboutAsync(LogSeverity severity, string message, Resource resource, bool ephemeral)
    {
        string? urn = null;
        try
        {
            urn = (await resource.Urn.DataTask).Value;
        }
        finally
        {
            // A resource that failed has no URN, but what was said of it still counts.
            Host.Monitor.Log(severity, message, urn, ephemeral);
        }
    }

    private void End(Task task)
    {
        if (task.IsFaulted)
        {
            foreach (var error in task.Exception.Flatten().InnerExceptions)
                Fail(error);
        }
        else if (task.IsCanceled && !Host.CancellationToken.IsCancellationRequested)
        {
            Fail(new TaskCanceledException(task));
        }

        Leave();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref underWay) == 0)
            idle.TrySetResult();
    }

    /// <summary>Reports each error once: an error travels along every output made from the one that failed.</summary>
    private void Fail(Exception error)
    {
        while (error is TargetInvocationException { InnerException: { } inner })
            error = inner;
        lock (failures)
        {
            if (!failures.Add(error))
                return;
        }

        switch (error)
        {
            case ResourceFailedException:
            case OperationCanceledException when Host.CancellationToken.IsCancellationRequested:
                break;
            case ResourceException about:
                var urn = about.Resource?.Urn.DataTask is { IsCompletedSuccessfully: true } known ? known.Result.Value : null;
                Host.Monitor.Log(LogSeverity.Error, about.HideStack ? about.Message : about.ToString(), urn, false);
                break;
            case RunException mistake:
                Host.Monitor.Log(LogSeverity.Error, mistake.Message, null, false);
                break;
            default:
                Host.Monitor.Log(LogSeverity.Error, $"The program failed with an unhandled exception:\n{error}", null, false);
                break;
        }
    }
}

/// <summary>What a program's entry point returns.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;

    /// <summary>The program ended because of an error that its user has been told.</summary>
    public const int FailedAndReported = 32;
}
