namespace Slipway.InboxHealth.Probes;

/// <summary>Looks at one thing the inbox depends on.</summary>
public interface IProbe
{
    /// <summary>The name in metrics, alerts and the API.</summary>
    string Name { get; }

    /// <summary>Returns what it saw when all is well; throws, best a <see cref="ProbeException"/>, when it is not.</summary>
    Task<ProbeResult> RunAsync(CancellationToken cancellationToken);

    /// <summary>Told when a look did not succeed: figures that only a success gives are no longer known.</summary>
    void Failed()
    {
    }
}
