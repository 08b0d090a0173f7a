using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

internal sealed partial class WorkloadParser
{
    private const string Prefix = "slipway.dev/";
    private static readonly ImmutableArray<string> Ours = ["kind", "metrics", "migrations", "project", "public", "replicas", "smoke", "strategy"];

    private static Workload ReadAnnotations(ScoreFields? fields, Workload workload)
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
}
