using System.Collections.Immutable;
using System.Text.Json;
using Slipway.Cli.Policies;
using Slipway.Policies.Graph;
using Slipway.Policies.Graph.Reading;

namespace Slipway.Cli.Reports;

/// <summary>Reads what <c>preview</c>, <c>policy</c> and <c>cost</c> wrote. The files may come from a fork: they are data, of a known form or refused.</summary>
internal static class ReportReader
{
    // A plan of ten thousand resources has some 20 MB.
    private const long LargestFile = 64L << 20;

    /// <exception cref="UserException">A file is missing, too large, or not of its form.</exception>
    public static StackReport Read(string stack, string plan, string? @base, string? policy, string? cost) =>
        new(stack, Changes(stack, plan, @base), policy is null ? null : Parse(stack, policy, "slipway policy --format json", Findings), cost is null ? null : Parse(stack, cost, "slipway cost --json", Cost));

    private static ImmutableArray<ReportedChange> Changes(string stack, string file, string? @base)
    {
        try
        {
            var plan = Plan(stack, file);
            return ReportedChange.Of(@base is null ? plan : PlanDifference.Of(Plan(stack, @base), plan));
        }
        catch (GraphFormatException exception)
        {
            throw new UserException(exception.Message);
        }
    }

    private static ResourceGraph Plan(string stack, string file)
    {
        Require(file);
        var graph = GraphFile.Read(file).Graph;
        return graph.Stack.Length == 0 || graph.Stack == stack ? graph : throw new UserException($"'{file}' is a plan of stack '{graph.Stack}', expected one of '{stack}'.");
    }

    private static ImmutableArray<ReportedFinding>? Findings(JsonElement json) =>
    [
        .. json.GetProperty("findings").EnumerateArray().Select(finding => new ReportedFinding(
            finding.GetProperty("rule").GetString()!,
            finding.GetProperty("level").GetString()!,
            finding.GetProperty("kind").GetString() != "couldNotEvaluate",
            finding.GetProperty("name").GetString()!,
            finding.GetProperty("type").GetString()!,
            finding.GetProperty("problem").GetString()!,
            finding.TryGetProperty("fix", out var fix) ? fix.GetString() ?? "" : "")),
    ];

    private static ReportedCost? Cost(JsonElement json)
    {
        var monthly = json.GetProperty("monthly");
        var usd = monthly.GetProperty("usd");
        return new ReportedCost(
            usd.ValueKind == JsonValueKind.Null ? 0 : usd.GetDecimal(),
            json.TryGetProperty("difference", out var difference) ? difference.GetDecimal() : null,
            monthly.GetProperty("complete").GetBoolean(),
            usd.ValueKind == JsonValueKind.Null,
            json.TryGetProperty("budget", out var budget) ? budget.GetDecimal() : null,
            json.TryGetProperty("changes", out var changes)
                ? [.. changes.EnumerateArray().Select(part => (part.GetProperty("component").GetString()!, part.GetProperty("before").GetDecimal(), part.GetProperty("after").GetDecimal()))]
                : [],
            [.. json.GetProperty("notInSum").EnumerateArray().Select(gap => gap.GetString()!)]);
    }

    private static T Parse<T>(string stack, string file, string writer, Func<JsonElement, T> read)
    {
        Require(file);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var of = document.RootElement.GetProperty("stack").GetString();
            return of == stack ? read(document.RootElement) : throw new UserException($"'{file}' is of stack '{of}', expected one of '{stack}'.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UserException($"'{file}' is not what `{writer}` writes: {exception.Message}");
        }
    }

    private static void Require(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists) throw new UserException($"'{file}' does not exist.");
        if (info.Length > LargestFile) throw new UserException($"'{file}' has {info.Length >> 20} MB, expected at most {LargestFile >> 20} MB.");
    }
}
