namespace Slipway.Cli.Projects;

/// <summary>Collects what is wrong with one file, so that all of it is told at once.</summary>
public sealed class ConfigurationProblems(string file)
{
    private readonly List<(long Line, string Message)> _problems = [];

    public void Add(long line, string message) => _problems.Add((line, message));

    public void ThrowIfAny()
    {
        if (_problems.Count == 0) return;
        var lines = _problems.OrderBy(problem => problem.Line).Select(problem => $"{file}:{problem.Line}: {problem.Message}").ToArray();
        throw new UserException(lines.Length == 1 ? lines[0] : $"{file} has {lines.Length} problems:\n{string.Join('\n', lines.Select(line => $"  {line}"))}");
    }
}
