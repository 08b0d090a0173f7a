using Slipway.Cli.Projects;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Reports;

namespace Slipway.Cli.Policies;

/// <summary>
/// Finds the file and line of the component that made a resource: as the source of the graph says, or by the component's
/// type. <c>slipway:aws:Postgres</c> is <c>class Postgres</c> in a file of that name below a folder <c>Aws</c>.
/// Files are looked at once a finding asks, so that a clean stack costs nothing.
/// </summary>
internal sealed class ComponentSources
{
    private readonly Project _project;
    private readonly ResourceGraph _graph;
    private readonly Lazy<ILookup<string, string>> _files;
    private readonly Dictionary<string, SourceLocation?> _known = new(StringComparer.Ordinal);

    public ComponentSources(Project project, ResourceGraph graph)
    {
        (_project, _graph) = (project, graph);
        _files = new(() => Directory.EnumerateFiles(project.ProgramFolder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal));
    }

    /// <summary>Stands in where no component is known.</summary>
    public SourceLocation Configuration(string stack) => new(Path.GetFileName(_project.StackFile(stack)), 1);

    public SourceLocation? Find(Finding finding)
    {
        if (_graph[finding.Urn] is not { } resource) return null;
        if (resource.SourcePosition is { } position && Parse(position) is { } written) return written;
        foreach (var component in _graph.AncestorsOf(resource).Prepend(resource).Where(candidate => !candidate.Custom && candidate.Type != ResourceUrn.StackType))
        {
            if (!_known.TryGetValue(component.Type, out var location)) _known[component.Type] = location = Find(component.Type);
            if (location is not null) return location;
        }

        return null;
    }

    // Pulumi's form is project:///Stacks/PlatformStack.cs#40, relative to the program.
    private SourceLocation? Parse(string position)
    {
        const string scheme = "project:///";
        var text = position.StartsWith(scheme, StringComparison.Ordinal) ? position[scheme.Length..] : position;
        var end = text.LastIndexOfAny(['#', ':']);
        return end > 0 && int.TryParse(text[(end + 1)..].Split(',')[0], out var line) && line > 0
            ? new(Relative(Path.Combine(_project.ProgramFolder, text[..end])), line)
            : null;
    }

    private SourceLocation? Find(string type)
    {
        var parts = type.Split(':');
        if (parts.Length != 3) return null;
        var candidates = _files.Value[parts[2]].ToList();
        var file = candidates.Find(candidate => Path.GetRelativePath(_project.ProgramFolder, candidate).Split(Path.DirectorySeparatorChar).Contains(parts[1], StringComparer.OrdinalIgnoreCase))
            ?? (candidates.Count == 1 ? candidates[0] : null);
        if (file is null) return null;
        var line = File.ReadLines(file).TakeWhile(text => !text.Contains($"class {parts[2]}", StringComparison.Ordinal)).Count() + 1;
        return new(Relative(file), line);
    }

    private string Relative(string file) => Path.GetRelativePath(_project.Folder, file).Replace(Path.DirectorySeparatorChar, '/');
}
