using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Local;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>The target a stack names, with what it needs to know of this machine and checkout.</summary>
public static class Targets
{
    public static ITarget Choose(PlatformSettings settings, WorkloadCatalog catalog, ProjectFolder project, DeploymentInstance deployment) =>
        settings.Target switch
        {
            "local" => Local(settings, catalog, project, deployment),
            _ => throw new InvalidOperationException($"Target '{settings.Target}' should have been refused."),
        };

    private static LocalTarget Local(PlatformSettings settings, WorkloadCatalog catalog, ProjectFolder project, DeploymentInstance deployment) =>
        new(catalog, new LocalTargetSettings
        {
            Stack = deployment.StackName,
            Place = PlaceOf(project, deployment.StackName),
            BasePort = settings.BasePort,
            Environment = settings.Environment,
            Projects = catalog.Workloads.Where(workload => workload.Project is not null).ToDictionary(
                workload => workload.Name,
                workload => project.Sources(ProjectOf(workload))),
            S3Server = project.Sources(project.FilePath("infra", "Components", "Local", "S3Server")),
        });

    /// <summary>
    /// A stack lives beside the state, under <c>.slipway</c>. Run by root it lives under /var/lib, where an unprivileged
    /// user can reach it whatever the permissions of the checkout are, and <c>.slipway</c> shows it.
    /// </summary>
    private static Place PlaceOf(ProjectFolder project, string stack)
    {
        var shown = project.FilePath(".slipway", stack);
        var settingsFile = $"Pulumi.{stack}.yaml";
        var buildLock = project.FilePath(".slipway", "build.lock");
        if (!Environment.IsPrivilegedProcess)
            return new Place { Root = shown, SettingsFile = settingsFile, BuildLock = buildLock };
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown)))[..8];
        return new Place
        {
            Root = $"/var/lib/slipway/{stack}-{id}",
            Link = shown,
            User = $"slipway-{id}",
            SettingsFile = settingsFile,
            BuildLock = buildLock,
        };
    }

    /// <summary>The project of a workload: a project file, or the one project file of a folder, or a folder with package.json.</summary>
    private static string ProjectOf(Workload workload)
    {
        var path = Path.GetFullPath(Path.Combine(workload.Folder, workload.Project!));
        if (File.Exists(path))
            return path;
        var projects = Directory.Exists(path) ? Directory.GetFiles(path, "*.csproj") : [];
        if (projects.Length == 1)
            return projects[0];
        if (projects.Length == 0 && File.Exists(Path.Combine(path, "package.json")))
            return path;
        throw new RunException($"{workload.File}: metadata.annotations.slipway.dev/project is '{workload.Project}', expected a .csproj, or a folder with one .csproj or a package.json; {path} has {(projects.Length == 0 ? "neither" : $"{projects.Length} projects")}.");
    }
}
