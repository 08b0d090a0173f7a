namespace Slipway.Infra.Workloads;

/// <summary>One thing that is wrong in a Score file, and where.</summary>
public sealed record WorkloadProblem(string File, int Line, string Path, string Message)
{
    /// <summary>The problem as one line: file, line unless it is 0 for the file as a whole, place, message.</summary>
    public override string ToString() => $"{File}{(Line > 0 ? $":{Line}" : "")}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}";
}

/// <summary>Score files cannot be used; carries every problem of every file.</summary>
public sealed class WorkloadException(IReadOnlyList<WorkloadProblem> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>The problems, by file and line.</summary>
    public IReadOnlyList<WorkloadProblem> Problems => problems;
}
