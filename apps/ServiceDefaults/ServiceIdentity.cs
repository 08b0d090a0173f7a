namespace Slipway.ServiceDefaults;

/// <summary>Which service this is, as logs, metrics and traces name it.</summary>
public sealed record ServiceIdentity(string Name, string Version);
