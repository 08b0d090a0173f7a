using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.ServiceDefaults;

/// <summary>Runs the probes side by side, each with a time limit, at most once a second however often it is asked.</summary>
public sealed class HealthProbes(IEnumerable<HealthProbe> probes, ServiceIdentity identity, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<HealthProbes> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly HealthProbe[] _probes = [.. probes];
    private readonly Lock _gate = new();
    private Task<HealthReport>? _latest;
    private long _startedAt;

    /// <summary>The state of everything the service depends on; <c>stopping</c> once it was told to stop.</summary>
    public async Task<HealthReport> ReadAsync(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return new("stopping", identity.Version, new Dictionary<string, string>());
        Task<HealthReport> latest;
        lock (_gate)
        {
            if (_latest is null || (_latest.IsCompleted && clock.GetElapsedTime(_startedAt) > KeptFor))
            {
                // Not with the caller's token: others wait for the same answer.
                _startedAt = clock.GetTimestamp();
                _latest = Task.Run(RunAsync, CancellationToken.None);
            }

            latest = _latest;
        }

        return await latest.WaitAsync(cancellationToken);
    }

    private async Task<HealthReport> RunAsync()
    {
        var results = await Task.WhenAll(_probes.Select(ProbeAsync));
        var checks = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < _probes.Length; index++) checks[_probes[index].Name] = results[index] ? "ok" : "error";
        return new(results.All(ok => ok) ? "healthy" : "unhealthy", identity.Version, checks);
    }

    private async Task<bool> ProbeAsync(HealthProbe probe)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        try
        {
            // WaitAsync as well as the token: a probe that ignores its token must not hold up the answer.
            await probe.ProbeAsync(limit.Token).WaitAsync(limit.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever a probe throws means that the thing it looks at is not fine.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var reason = limit.IsCancellationRequested ? $"no answer within {Limit.TotalSeconds:0} s" : error.Message;
            logger.LogWarning("Health check {Check} failed: {Reason}", probe.Name, reason);
            return false;
        }
    }
}
