namespace Slipway.Cli.Live;

/// <summary>A file that one workload (or server of the target) writes its log to.</summary>
public sealed record LogFile(string Name, string Path);
