using System.Collections.Immutable;
using System.Globalization;

namespace Slipway.Benchmarks.Engine;

/// <param name="Sizes">How many resources; two to a pair.</param>
/// <param name="Runs">Of several runs the fastest counts: other work on the machine only ever adds time.</param>
/// <param name="Terraform">False leaves it out, which takes most of the time.</param>
internal sealed record BenchmarkOptions(ImmutableArray<int> Sizes, int Runs, bool Terraform, string? Write)
{
    public static BenchmarkOptions? Parse(string[] args)
    {
        var options = new BenchmarkOptions([2_000, 20_000], 5, true, null);
        for (var at = 0; at < args.Length; at += 2)
        {
            if (at + 1 == args.Length) return null;
            var value = args[at + 1];
            switch (args[at])
            {
                case "--sizes":
                    options = options with { Sizes = [.. value.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))] };
                    break;
                case "--runs":
                    options = options with { Runs = int.Parse(value, CultureInfo.InvariantCulture) };
                    break;
                case "--terraform":
                    options = options with { Terraform = value != "no" };
                    break;
                case "--write":
                    options = options with { Write = value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
