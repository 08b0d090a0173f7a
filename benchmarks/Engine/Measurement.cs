namespace Slipway.Benchmarks.Engine;

/// <summary>One contender at one size.</summary>
/// <param name="Cpu">Processor time of the cheapest run, which other work on the machine lengthens little; null where it was not measured.</param>
/// <param name="PeakMemory">In bytes; null where it was not measured.</param>
internal sealed record Measurement(string Contender, string Task, int Resources, TimeSpan Fastest, TimeSpan Slowest, TimeSpan? Cpu, long? PeakMemory);
