using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Slipway.Benchmarks.Engine;

/// <summary>Runs this engine, and terraform where it is installed, over the same graph; whole processes are timed.</summary>
internal static class Contenders
{
    public const string Slipway = "slipway";
    public const string Terraform = "terraform";
    public const string Up = "up from nothing";
    public const string Preview = "preview, unchanged";

    public static bool HasTerraform { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, Terraform)));

    /// <param name="withTerraform">Compared at one size only: the larger ones take it many minutes.</param>
    public static IEnumerable<Measurement> Measure(int resources, int runs, bool withTerraform)
    {
        var folder = Directory.CreateTempSubdirectory("slipway-benchmark-").FullName;
        try
        {
            yield return Repeat(Slipway, Up, resources, runs, () =>
            {
                Clear(folder);
                return Run(folder, Environment.ProcessPath!, [.. Self(), "run", "up", Text(resources), folder]);
            });
            yield return Repeat(Slipway, Preview, resources, runs, () => Run(folder, Environment.ProcessPath!, [.. Self(), "run", "preview", Text(resources), folder]));
            if (!withTerraform || !HasTerraform) yield break;

            Clear(folder);
            File.WriteAllText(Path.Combine(folder, "main.tf"), Graph(resources));
            Run(folder, Terraform, ["init", "-input=false"]);
            // The slow ones are run once: they vary little against what they take.
            yield return Repeat(Terraform, Up, resources, 1, () => Run(folder, Terraform, ["apply", "-auto-approve", "-input=false"]));
            yield return Repeat(Terraform, Preview, resources, Math.Min(runs, 2), () => Run(folder, Terraform, ["plan", "-input=false"]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Measurement Repeat(string contender, string task, int resources, int runs, Func<(TimeSpan Time, TimeSpan? Cpu, long? Memory)> run)
    {
        var results = Enumerable.Range(0, runs).Select(_ => run()).ToArray();
        var measured = new Measurement(
            contender, task, resources, results.Min(result => result.Time), results.Max(result => result.Time), results.Min(result => result.Cpu), results.Max(result => result.Memory));
        Console.Error.WriteLine($"{contender}, {task}, {resources}: {measured.Fastest.TotalSeconds:0.00} s");
        return measured;
    }

    private static (TimeSpan Time, TimeSpan? Cpu, long? Memory) Run(string folder, string program, IEnumerable<string> arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var time = Stopwatch.GetElapsedTime(started);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.\n{output}");
        return output.Split(' ') is [var memory, var cpu] && long.TryParse(memory, CultureInfo.InvariantCulture, out var bytes) && long.TryParse(cpu, CultureInfo.InvariantCulture, out var milliseconds)
            ? (time, TimeSpan.FromMilliseconds(milliseconds), bytes)
            : (time, null, null);
    }

    // Run by `dotnet x.dll` the process is dotnet, and its own library comes first.
    private static IEnumerable<string> Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Contenders).Assembly.Location] : [];

    private static string Graph(int resources)
    {
        var text = new StringBuilder();
        for (var pair = 0; pair < resources / 2; pair++)
        {
            text.Append(CultureInfo.InvariantCulture, $"resource \"terraform_data\" \"source_{pair}\" {{\n  input = \"value {pair}\"\n}}\n");
            text.Append(CultureInfo.InvariantCulture, $"resource \"terraform_data\" \"user_{pair}\" {{\n  input = terraform_data.source_{pair}.output\n}}\n");
        }

        return text.ToString();
    }

    private static void Clear(string folder)
    {
        foreach (var entry in Directory.EnumerateDirectories(folder)) Directory.Delete(entry, recursive: true);
        foreach (var file in Directory.EnumerateFiles(folder)) File.Delete(file);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
