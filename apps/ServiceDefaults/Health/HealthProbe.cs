namespace Slipway.ServiceDefaults;

/// <summary>One thing the service cannot do without. The probe returns when it is fine and throws when it is not.</summary>
public sealed record HealthProbe(string Name, Func<CancellationToken, Task> ProbeAsync);
