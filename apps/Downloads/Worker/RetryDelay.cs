namespace Slipway.Downloads.Worker;

/// <summary>How long to wait before the next attempt.</summary>
public static class RetryDelay
{
    /// <summary>
    /// Doubles with each attempt up to <paramref name="longest"/>; half of it is chance, so that jobs which failed
    /// together do not come back together.
    /// </summary>
    public static TimeSpan After(int attempt, TimeSpan first, TimeSpan longest, Random random)
    {
        var full = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 30)), longest.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + random.NextDouble() / 2));
    }
}
