namespace Slipway.Infra.Workloads;

/// <summary>Collects what is wrong, so that all of it can be said at once.</summary>
internal sealed class ProblemLog
{
    private readonly List<WorkloadProblem> problems = [];

    public bool IsEmpty => problems.Count == 0;

    public void Add(string file, int line, string path, string message) => problems.Add(new WorkloadProblem(file, line, path, message));

    public void Add(YamlNode node, string path, string message) => Add(node.File, node.Line, path, message);

    /// <summary>The problems, by file and line; those of one line in the order they were found.</summary>
    public IReadOnlyList<WorkloadProblem> Sorted() =>
        [.. problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];
}
