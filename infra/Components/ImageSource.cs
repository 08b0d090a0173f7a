using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components;

/// <summary>
/// Which image a container with <c>image: "."</c> runs: the one named for its workload, or else
/// <c>registry/workload:tag</c>, where workloads of one project share the image of that project.
/// </summary>
/// <param name="Registry">Address and path of the registry, without a trailing slash; empty when images are local.</param>
/// <param name="Tag">Tag or digest (<c>sha256:…</c>) of this build; empty when every image is named.</param>
/// <param name="ByWorkload">Whole references, such as <c>registry/name@sha256:…</c>, by workload.</param>
public sealed record ImageSource(string Registry, string Tag, ImmutableSortedDictionary<string, string> ByWorkload)
{
    /// <summary>The image reference of a container; null when nothing says which.</summary>
    public string? Of(Workload workload, WorkloadContainer container)
    {
        if (!container.NeedsImage)
            return container.Image;
        if (ByWorkload.TryGetValue(workload.Name, out var image))
            return image;
        if (Tag.Length == 0)
            return null;
        var name = ProjectName(workload);
        var path = Registry.Length == 0 ? name : $"{Registry}/{name}";
        return Tag.StartsWith("sha256:", StringComparison.Ordinal) ? $"{path}@{Tag}" : $"{path}:{Tag}";
    }

    // Workloads that start one program with different arguments share its image: the folder of the project names it.
    private static string ProjectName(Workload workload) =>
        Path.GetFileName(Path.GetFullPath(Path.Combine(workload.Folder, Path.GetExtension(workload.Project) == ".csproj" ? Path.GetDirectoryName(workload.Project)! : workload.Project ?? "."))).ToLowerInvariant();
}
