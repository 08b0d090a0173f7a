namespace Slipway.Cli.Alerts;

/// <summary>Alerts of a name that nobody is told of for a while.</summary>
/// <param name="Workload">The only workload it holds for; null for all.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Comment">Why, for whoever finds it.</param>
public sealed record Silence(string Alert, string? Workload, DateTimeOffset Start, DateTimeOffset End, string By, string Comment);
