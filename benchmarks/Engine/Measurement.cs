namespace Slipway.Benchmarks.Engine;

/// <summary>One contender at one size.</summary>
/// <param name="PeakMemory">In bytes; null where it was not measured.</param>
internal sealed record Measurement(string Contender, string Task, int Resources, TimeSpan Fastest, TimeSpan Slowest, long? PeakMemory);
