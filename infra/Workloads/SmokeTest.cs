using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

/// <summary>A request that a new version must answer before it gets any traffic.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">On the slot's own address.</param>
/// <param name="Status">The status it must have.</param>
/// <param name="Contains">What its body must contain; empty for anything.</param>
public sealed partial record SmokeTest(string Method, string Path, int Status, string Contains)
{
    /// <summary>Reads one test a line: <c>GET /insights 200 total_portfolio_value</c>.</summary>
    public static ImmutableArray<SmokeTest> Parse(string text, Action<string> problem)
    {
        var tests = ImmutableArray.CreateBuilder<SmokeTest>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Form().Match(line) is { Success: true } match)
                tests.Add(new SmokeTest(match.Groups[1].Value, match.Groups[2].Value, int.Parse(match.Groups[3].ValueSpan), match.Groups[4].Value));
            else
                problem($"has the line '{line}', expected a method, a path, a status and, if wanted, a text of the answer, such as 'GET /health/ready 200'");
        }
        return tests.ToImmutable();
    }

    public override string ToString() => $"{Method} {Path} {Status}{(Contains.Length == 0 ? "" : $" {Contains}")}";

    [GeneratedRegex(@"^([A-Z]+)\s+(/\S*)\s+([1-5][0-9][0-9])(?:\s+(\S.*))?$")]
    private static partial Regex Form();
}
