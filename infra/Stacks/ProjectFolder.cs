using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pulumi;
using Slipway.Infra.Components;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>The checkout a program runs in: the folder that holds <c>Pulumi.yaml</c>.</summary>
public sealed partial class ProjectFolder
{
    private static readonly string[] BuildFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config"];
    private static readonly string[] NotSources = ["bin", "obj", "node_modules", ".next", "TestResults"];

    private readonly Dictionary<string, string> _hashes = [];

    private ProjectFolder(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="DirectoryNotFoundException">No folder from there upwards holds <c>Pulumi.yaml</c>.</exception>
    public static ProjectFolder Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Pulumi.yaml")))
                return new ProjectFolder(folder.FullName);
        }
        throw new DirectoryNotFoundException($"No Pulumi.yaml in '{start}' or above it: run this inside a checkout.");
    }

    /// <summary>The project of a workload: a project file, or the one project file of a folder, or a folder with package.json.</summary>
    /// <exception cref="RunException">There is no such project.</exception>
    public static string ProjectOf(Workload workload)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(workload.Folder, workload.Project!));
        if (File.Exists(path))
            return path;
        var projects = Directory.Exists(path) ? Directory.GetFiles(path, "*.csproj") : [];
        if (projects.Length == 1)
            return projects[0];
        if (projects.Length == 0 && File.Exists(System.IO.Path.Combine(path, "package.json")))
            return path;
        throw new RunException($"{workload.File}: metadata.annotations.slipway.dev/project is '{workload.Project}', expected a .csproj, or a folder with one .csproj or a package.json; {path} has {(projects.Length == 0 ? "neither" : $"{projects.Length} projects")}.");
    }

    public string FilePath(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>
    /// The sources of a project: for a .NET project its folder, those of the projects it references and the build files
    /// above them; for another folder what is in it. Build output is left out.
    /// </summary>
    /// <param name="recipe">Files that say how it is built, which count as well.</param>
    public SourceTree Sources(string project, params IEnumerable<string> recipe) => Sources(project, [], recipe);

    /// <summary>The same without Score files, which say how a program is run and do not make another one of it.</summary>
    public SourceTree Sources(string project, WorkloadCatalog catalog) =>
        Sources(project, catalog.Workloads.Select(workload => System.IO.Path.GetFullPath(workload.File)).ToHashSet(), []);

    private SourceTree Sources(string project, HashSet<string> scores, IEnumerable<string> recipe)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        if (project.EndsWith(".csproj", StringComparison.Ordinal))
        {
            AddProject(project, files, []);
            foreach (var name in BuildFiles.Select(name => FilePath(name)).Where(System.IO.File.Exists))
                files.Add(name);
        }
        else
        {
            AddFolder(project, files);
        }

        files.RemoveWhere(file => scores.Any(score => IsOf(score, file)));
        files.UnionWith(recipe);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            hash.AppendData(Encoding.UTF8.GetBytes($"{System.IO.Path.GetRelativePath(Path, file)}\0{HashOf(file)}\n"));
        return new SourceTree(project, Convert.ToHexStringLower(hash.GetHashAndReset())[..12]);
    }

    // The file, or what it is overridden with in one environment: score.yaml, score.prod.yaml.
    private static bool IsOf(string score, string file) =>
        file == score
        || (System.IO.Path.GetDirectoryName(file) == System.IO.Path.GetDirectoryName(score)
            && System.IO.Path.GetExtension(file) == System.IO.Path.GetExtension(score)
            && System.IO.Path.GetFileName(file).StartsWith(System.IO.Path.GetFileNameWithoutExtension(score) + ".", StringComparison.Ordinal));

    private static void AddProject(string project, SortedSet<string> files, HashSet<string> seen)
    {
        if (!seen.Add(project))
            return;
        var folder = System.IO.Path.GetDirectoryName(project)!;
        AddFolder(folder, files);
        foreach (Match reference in ProjectReference().Matches(System.IO.File.ReadAllText(project)))
            AddProject(System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, reference.Groups[1].Value.Replace('\\', '/'))), files, seen);
    }

    private static void AddFolder(string folder, SortedSet<string> files)
    {
        files.UnionWith(Directory.EnumerateFiles(folder));
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            if (!NotSources.Contains(System.IO.Path.GetFileName(child)))
                AddFolder(child, files);
        }
    }

    private string HashOf(string file)
    {
        if (!_hashes.TryGetValue(file, out var hash))
            _hashes[file] = hash = Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(file)));
        return hash;
    }

    [GeneratedRegex("<ProjectReference\\s+Include=\"([^\"]+)\"")]
    private static partial Regex ProjectReference();
}
