using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

internal sealed partial class WorkloadParser
{
    private const string Prefix = "slipway.dev/";
    private static readonly ImmutableArray<string> Ours =
        ["kind", "latency", "metrics", "migrations", "monitoring", "project", "public", "replicas", "slo", "smoke", "strategy"];

    private Workload ReadAnnotations(ScoreFields? fields, Workload workload)
    {
        var annotations = ParseAnnotations(fields);
        foreach (var (key, value) in annotations.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            void Problem(string message) => fields!.Problem(key, message);
            switch (key[Prefix.Length..])
            {
                case "public" when value is "true" or "false":
                    workload = workload with { IsPublic = value == "true" };
                    if (workload is { IsPublic: true, Ports.IsEmpty: true })
                        Problem("is 'true', but the workload has no port to reach it by; add one under service.ports");
                    break;
                case "public":
                    Problem($"is '{value}', expected 'true' or 'false'");
                    break;
                case "replicas" when int.TryParse(value, out var replicas) && replicas >= 1:
                    workload = workload with { Replicas = replicas };
                    break;
                case "replicas":
                    Problem($"is '{value}', expected a whole number from 1 on");
                    break;
                case "project" when value.Length == 0 || Path.IsPathRooted(value):
                    Problem($"is '{value}', expected a path relative to the folder of the Score file");
                    break;
                case "project":
                    workload = workload with { Project = value };
                    break;
                case "metrics":
                    var (port, path) = value.IndexOf(':') is >= 0 and var colon ? (value[..colon], value[(colon + 1)..]) : (value, "");
                    if (!path.StartsWith('/'))
                        Problem($"is '{value}', expected the name of a port, ':' and a path, such as 'http:/metrics'");
                    else if (workload.Ports.FirstOrDefault(candidate => candidate.Name == port) is { } found)
                        workload = workload with { Metrics = new MetricsEndpoint(found, path) };
                    else
                        Problem($"names the port '{port}', which service.ports does not have; {Suggestion.For(port, workload.Ports.Select(candidate => candidate.Name))}");
                    break;
                case "monitoring":
                    workload = workload with { Monitoring = ReadMonitoring(value, Problem) ?? WorkloadMonitoring.None };
                    break;
                case "slo" when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 50 and < 100:
                    workload = workload with { Slo = percent };
                    break;
                case "slo":
                    Problem($"is '{value}', expected the percentage of requests that must succeed, from 50 to below 100, such as '99.9'");
                    break;
                case "latency" when Milliseconds(value) is { } milliseconds:
                    workload = workload with { Latency = TimeSpan.FromMilliseconds(milliseconds) };
                    break;
                case "latency":
                    Problem($"is '{value}', expected how long 95 of 100 requests may take at most, such as '500ms' or '2s'");
                    break;
                case "kind" when value is "service" or "job":
                    workload = workload with { Kind = value == "job" ? WorkloadKind.Job : WorkloadKind.Service };
                    break;
                case "kind":
                    Problem($"is '{value}', {Suggestion.For(value, ["service", "job"])}");
                    break;
                case "strategy" when value is "recreate" or "release":
                    workload = workload with { IsRecreated = value == "recreate" };
                    break;
                case "strategy":
                    Problem($"is '{value}', {Suggestion.For(value, ["release", "recreate"])}");
                    break;
                case "smoke":
                    workload = workload with { Smoke = SmokeTest.Parse(value, Problem) };
                    if (workload.Ports.IsEmpty)
                        Problem("asks for requests, but the workload has no port to send them to; add one under service.ports");
                    break;
                case "migrations" when value.Length == 0 || Path.IsPathRooted(value) || value.Split('/').Contains(".."):
                    Problem($"is '{value}', expected a folder beside the Score file, such as 'Migrations'");
                    break;
                case "migrations":
                    workload = workload with { Migrations = value };
                    break;
                case var unknown:
                    Problem($"the annotation '{key}' is unknown, {Suggestion.For(unknown, Ours, Prefix)}");
                    break;
            }
        }

        return workload with { Annotations = annotations.ToImmutableSortedDictionary(StringComparer.Ordinal) };
    }

    private static int? Milliseconds(string value) =>
        LatencyForm().Match(value) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, out var count) && count is > 0 and <= 600_000
            ? count * (match.Groups[2].Value == "s" ? 1000 : 1)
            : null;

    private WorkloadMonitoring? ReadMonitoring(string source, Action<string> problem)
    {
        if (ReadBeside(source, YamlDocument.MaximumBytes, problem) is not { } bytes)
            return null;
        if (ScoreFiles.AsText(bytes) is not { } text)
        {
            problem($"is '{source}', which is not UTF-8 text; save it as UTF-8");
            return null;
        }

        const string expected = "a map with dashboard, alerts and recording";
        switch (new YamlDocument(PathBeside(source), problems, $"{expected}; describe at least one of them").Read(text))
        {
            case YamlMap root:
                return new MonitoringParser(root, problems).Parse();
            case { } node:
                problems.Add(node, "", $"the file is {node.Kind}, expected {expected}");
                return null;
            default:
                return null;
        }
    }

    [GeneratedRegex(@"^([0-9]{1,6})(ms|s)\z")]
    private static partial Regex LatencyForm();
}
