using System.Diagnostics;
using Slipway.Benchmarks.Policies;
using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph.Reading;
using Slipway.Policies.Rules;

// Reads a preview and lets every rule look at it. Fails when that takes longer than the limit: usage: [resources] [limit in ms]
var count = args.Length > 0 ? int.Parse(args[0]) : 10_000;
var limit = TimeSpan.FromMilliseconds(args.Length > 1 ? int.Parse(args[1]) : 1000);
var preview = LargePreview.Of(count);
var settings = PolicySettings.Default with { IsProduction = true, Regions = ["eu-central-1"] };
var facts = new EvaluationFacts { Today = new DateOnly(2026, 12, 1) };

Console.WriteLine("| run | read | evaluate | findings |\n|---|---|---|---|");
var first = TimeSpan.Zero;
for (var run = 1; run <= 5; run++)
{
    var started = Stopwatch.GetTimestamp();
    var graph = GraphFile.Read(preview, "preview").Graph;
    var read = Stopwatch.GetElapsedTime(started);
    started = Stopwatch.GetTimestamp();
    var report = PolicyEvaluation.Run(BuiltInRules.All, graph, settings, facts);
    var evaluated = Stopwatch.GetElapsedTime(started);
    if (run == 1) first = evaluated;
    Console.WriteLine($"| {run} | {read.TotalMilliseconds:0} ms | {evaluated.TotalMilliseconds:0} ms | {report.Findings.Length} |");
}

// The first run counts: a command line lives for one.
Console.WriteLine($"{BuiltInRules.All.Length} rules over {count} resources: {first.TotalMilliseconds:0} ms in a process that has just started, limit {limit.TotalMilliseconds:0} ms");
return first <= limit ? 0 : 1;
