using Pulumi;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>Finds the Score files of an environment and reads them.</summary>
public static class Catalog
{
    /// <exception cref="RunException">No file is found, or files have problems; the message names all of them.</exception>
    public static WorkloadCatalog Read(ProjectFolder project, PlatformSettings settings, string stack)
    {
        var files = settings.Workloads.Where(pattern => !IsExclusion(pattern)).SelectMany(pattern => Find(project, pattern))
            .Except(settings.Workloads.Where(IsExclusion).SelectMany(pattern => Find(project, pattern[1..]))).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new RunException($"No Score file matches slipway:workloads ({string.Join(", ", settings.Workloads)}) in {project.Path}.");
        try
        {
            return WorkloadCatalog.Read(files.Select(file => WorkloadSource.For(file, stack)));
        }
        catch (WorkloadException exception)
        {
            throw new RunException(exception.Message);
        }
    }

    private static bool IsExclusion(string pattern) => pattern.StartsWith('!');

    // A star stands for any part of one name, as in a shell. A second dot makes a file the override of its neighbour for
    // one environment (score.prod.yaml beside score.yaml), not a workload.
    private static IEnumerable<string> Find(ProjectFolder project, string pattern)
    {
        IEnumerable<string> found = [project.Path];
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in parts[..^1])
            found = found.SelectMany(path => folder == ".." ? [Path.GetFullPath(Path.Combine(path, ".."))] : Directory.Exists(path) ? Directory.EnumerateDirectories(path, folder) : []);
        return found.SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, parts[^1]) : [])
            .Where(file => !Path.GetFileNameWithoutExtension(file).Contains('.'));
    }
}
