using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Slipway.Benchmarks.Engine;

/// <summary>The measurements as a table, and whether they keep what the engine promises.</summary>
internal sealed class Report(BenchmarkOptions options, Machine machine, ImmutableArray<Measurement> measurements, string loadAfter)
{
    private const string Begin = "<!-- engine: written by benchmarks/Engine -->";
    private const string End = "<!-- engine: end -->";

    // Ten times as many resources may take two times as long on top, for what does not grow in step.
    private const double MostPerTenfold = 12.0 / 10;
    private const double LeastUpTimes = 50;
    private const double LeastPreviewTimes = 10;
    private const long MostMemory = 500L * 1024 * 1024;

    public bool IsWithinLimits => Limits().All(limit => limit.Kept);

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line($"Measured on {DateTime.UtcNow:yyyy-MM-dd} with `benchmarks/engine.sh --write docs/benchmarks.md`:");
        Line("pairs of a resource and one that uses its output, declared by a public Pulumi program, with an in-memory provider and the state on disk.");
        Line($"Whole processes are timed, start of the runtime included; the fastest of {options.Runs} runs counts, the slowest stands beside it.");
        Line("");
        Line($"Machine: {machine.Processor}, {machine.Cores} cores, {Megabytes(machine.Memory)} MB; {machine.System}; {machine.Runtime}. Load (1, 5, 15 min): {machine.LoadBefore} before, {loadAfter} after.");
        Line("");
        Line("| | resources | task | fastest | slowest | processor | peak memory |");
        Line("|---|---:|---|---:|---:|---:|---:|");
        foreach (var measured in measurements)
        {
            var cpu = measured.Cpu is { } time ? Invariant($"{time.TotalSeconds:0.00} s") : "not measured";
            var memory = measured.PeakMemory is { } peak ? $"{Megabytes(peak)} MB" : "not measured";
            Line($"| {measured.Contender} | {Invariant($"{measured.Resources:N0}")} | {measured.Task} | {Invariant($"{measured.Fastest.TotalSeconds:0.00}")} s | {Invariant($"{measured.Slowest.TotalSeconds:0.00}")} s | {cpu} | {memory} |");
        }

        if (!Contenders.HasTerraform) Line("| terraform | | not on PATH of this machine: not measured | | | | |");
        else if (!options.Terraform) Line("| terraform | | left out of this run (`--terraform no`) | | | | |");
        Line("");
        Line("| limit | measured | |");
        Line("|---|---:|---|");
        foreach (var limit in Limits()) Line($"| {limit.What} | {limit.Measured} | {(limit.Kept ? "kept" : "**exceeded**")} |");
        return text.ToString().TrimEnd('\n');

        void Line(string line) => text.Append(line).Append('\n');
    }

    /// <summary>Puts the table into the file in place of the one before; the rest of the file stays.</summary>
    public void WriteInto(string file)
    {
        var before = File.Exists(file) ? File.ReadAllText(file) : "# Benchmarks\n\n## The engine\n\n";
        var section = $"{Begin}\n{ToMarkdown()}\n{End}\n";
        var (from, to) = (before.IndexOf(Begin, StringComparison.Ordinal), before.IndexOf(End, StringComparison.Ordinal));
        File.WriteAllText(file, from < 0 || to < 0 ? $"{before.TrimEnd('\n')}\n\n{section}" : before[..from] + section + before[(to + End.Length)..].TrimStart('\n'));
    }

    private IEnumerable<(string What, string Measured, bool Kept)> Limits()
    {
        var (small, large) = (options.Sizes.Min(), options.Sizes.Max());
        foreach (var task in (string[])[Contenders.Up, Contenders.Preview])
        {
            if (small == large) break;
            var most = (double)large / small * MostPerTenfold;
            var ratio = Of(Contenders.Slipway, task, large)!.Fastest / Of(Contenders.Slipway, task, small)!.Fastest;
            yield return (Invariant($"{task}: {large:N0} take at most {most:0.#} times as long as {small:N0}"), Invariant($"{ratio:0.0} times"), ratio <= most);
        }

        var peak = measurements.Where(measured => measured.Resources == large).Max(measured => measured.PeakMemory ?? 0);
        yield return (Invariant($"{large:N0} resources: less than {MostMemory / 1024 / 1024} MB"), $"{Megabytes(peak)} MB", peak < MostMemory);
        foreach (var (task, least) in ((string, double)[])[(Contenders.Up, LeastUpTimes), (Contenders.Preview, LeastPreviewTimes)])
        {
            if (Of(Contenders.Terraform, task, small) is not { } other) continue;
            var times = other.Fastest / Of(Contenders.Slipway, task, small)!.Fastest;
            yield return (Invariant($"{task}, {small:N0} resources: at least {least} times as fast as terraform"), Invariant($"{times:0} times"), times >= least);
        }
    }

    private Measurement? Of(string contender, string task, int resources) =>
        measurements.FirstOrDefault(measured => measured.Contender == contender && measured.Task == task && measured.Resources == resources);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture);
}
