using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Offline.Running;

/// <summary>One run of a program: what it has declared, what is still under way, and what went wrong.</summary>
internal sealed class ProgramRun
{
    private static readonly AsyncLocal<ProgramRun?> Ambient = new();

    /// <summary>How often a run that does not end is looked at for resources that wait for each other.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>An error needs far less than this from where it arose to the resources that needed the value.</summary>
    private static readonly TimeSpan Travel = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly HashSet<Exception> failures = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Exception, Resource> concerned = new(ReferenceEqualityComparer.Instance);
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
            await IdleAsync();
        }
        catch (OperationCanceledException) when (Host.CancellationToken.IsCancellationRequested)
        {
            return ExitCode.Failed;
        }

        lock (gate)
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
            Track(Waiting.As(null, () => LogAboutAsync(severity, message, resource, ephemeral)));
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

    /// <summary>Notes which resource an error keeps from being made; the first one counts.</summary>
    public void Concerns(Exception error, Resource resource)
    {
        lock (gate)
            concerned.TryAdd(error, resource);
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

    /// <summary>Ends when nothing is under way any more; ends waits that would never end.</summary>
    private async Task IdleAsync()
    {
        IReadOnlyList<IWaiter> before = [];
        while (await Task.WhenAny(idle.Task, Task.Delay(Look, Host.CancellationToken)) != idle.Task)
        {
            Host.CancellationToken.ThrowIfCancellationRequested();
            var circle = Waiting.FindCircle(Resources());
            // Seen once it may be a glimpse of things in motion; a real one stays.
            if (circle.Count > 0 && circle.SequenceEqual(before))
                Break([.. circle.OfType<Resource>()]);
            before = circle;
        }
    }

    private static void Break(ImmutableArray<Resource> resources)
    {
        // An output that waits for itself is a circle without one.
        if (resources.IsEmpty)
            return;
        var chain = string.Join(" needs ", resources.Append(resources[0]).Select(resource => $"{resource.GetResourceType()} '{resource.GetResourceName()}'"));
        resources[0].GiveUp(new RunException($"Resources need each other in a circle, so none of them can be made: {chain}. Take one of these dependencies or property values out."));
    }

    /// <summary>Reports each error once: an error travels along every output made from the one that failed.</summary>
    private void Fail(Exception error)
    {
        while (error is TargetInvocationException { InnerException: { } inner })
            error = inner;
        lock (gate)
        {
            if (!failures.Add(error))
                return;
        }

        if (error is ResourceFailedException || (error is OperationCanceledException && Host.CancellationToken.IsCancellationRequested))
            return;
        Interlocked.Increment(ref underWay);
        _ = ReportAsync(error);
    }

    /// <summary>Waits a moment for the error to reach the resource it concerns, which is then named.</summary>
    private async Task ReportAsync(Exception error)
    {
        await Task.Delay(Travel, CancellationToken.None);
        try
        {
            Report(error);
        }
        finally
        {
            Leave();
        }
    }

    private void Report(Exception error)
    {
        Resource? resource;
        lock (gate)
            resource = (error as ResourceException)?.Resource ?? concerned.GetValueOrDefault(error);
        var urn = resource?.Urn.DataTask is { IsCompletedSuccessfully: true } known ? known.Result.Value : null;
        // A resource that was not registered has no URN to be told by.
        var about = resource is null || urn is not null ? "" : $"{resource.GetResourceType()} '{resource.GetResourceName()}': ";
        switch (error)
        {
            case ResourceException mistake:
                Tell(LogSeverity.Error, $"{about}{WithCauses(mistake)}");
                if (!mistake.HideStack)
                    Tell(LogSeverity.Debug, mistake.ToString());
                break;
            case RunException mistake:
                // Many name their resource themselves.
                Tell(LogSeverity.Error, mistake.Message.Contains($"'{resource?.GetResourceName()}'", StringComparison.Ordinal) ? WithCauses(mistake) : about + WithCauses(mistake));
                break;
            default:
                Tell(LogSeverity.Error, $"{about}The program failed with an unhandled exception:\n{error}");
                break;
        }

        void Tell(LogSeverity severity, string message) => Host.Monitor.Log(severity, message, urn, false);
    }

    private static string WithCauses(Exception error)
    {
        var text = error.Message;
        for (var cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (!text.Contains(cause.Message, StringComparison.Ordinal))
                text += $"\n  because: {cause.Message}";
        }

        return text;
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
