using Slipway.Benchmarks.Engine;

// One run, measured from outside: `run up|preview <resources> <state folder>`.
if (args is ["run", var what, var count, var folder]) return await PairsRun.RunAsync(what, int.Parse(count), folder);

var options = BenchmarkOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: Engine.Benchmarks [--sizes 2000,20000] [--runs 5] [--terraform yes|no] [--write <benchmarks.md>]");
    return 2;
}

var report = new Report(options, Machine.Look(), [.. options.Sizes.SelectMany(size => Contenders.Measure(size, options.Runs, withTerraform: options.Terraform && size == options.Sizes.Min()))], Machine.Load());
Console.WriteLine(report.ToMarkdown());
if (options.Write is { } file) report.WriteInto(file);
return report.IsWithinLimits ? 0 : 1;
