using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Local;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>The settings of target <c>local</c>, and what it needs to know of this machine and checkout.</summary>
public static class LocalSection
{
    /// <summary>Where the ports of a stack begin that does not say.</summary>
    public const int DefaultBasePort = 18000;

    public static Func<TargetContext, ITarget> Read(SettingsReader reader)
    {
        var basePort = reader.Number("basePort", DefaultBasePort, 1024, 65535 - PortPlan.Size);
        return context =>
        {
            var projects = context.Catalog.Workloads.Where(workload => workload.Project is not null).ToDictionary(
                workload => workload.Name,
                workload => context.Project.Sources(ProjectFolder.ProjectOf(workload), context.Catalog));
            return new LocalTarget(context.Catalog, new LocalTargetSettings
            {
                Stack = context.Stack,
                Place = PlaceOf(context.Project, context.Stack),
                BasePort = basePort,
                Monitoring = context.Settings.Monitoring,
                Grafana = GrafanaOf(Environment.GetEnvironmentVariable("PATH") ?? ""),
                Environment = context.Settings.Environment,
                Projects = projects,
                S3Server = context.Project.Sources(context.Project.FilePath("infra", "Components", "Local", "S3Server")),
                Releases = context.Releases,
                Kept = context.Versions,
                Versions = context.Catalog.Workloads.ToDictionary(workload => workload.Name, workload => VersionOf(workload, projects.GetValueOrDefault(workload.Name), context.Settings.OpenEnvironment)),
                Migrations = context.Catalog.Workloads.ToDictionary(workload => workload.Name, MigrationsOf),
            });
        };
    }

    /// <summary>
    /// What a workload is made from: its description, its sources, and what the environment says in the open. A changed secret
    /// is no version of its own, as its fingerprint would be one more place to guess it from; it goes along with the next release.
    /// </summary>
    private static string VersionOf(Workload workload, SourceTree? project, ImmutableSortedDictionary<string, string> environment)
    {
        var asked = workload.Resources.Where(resource => resource.Type == "environment").Select(resource => resource.Name).ToHashSet();
        var keys = workload.Containers.SelectMany(container => container.Variables.Values).SelectMany(variable => variable.References)
            .Where(reference => asked.Contains(reference.Resource)).Select(reference => reference.Output).OfType<string>();
        var values = keys.Distinct().Order(StringComparer.Ordinal).Where(environment.ContainsKey).Select(key => $"{key}={environment[key]}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [workload.Description, project?.Hash ?? "", .. values]))))[..12];
    }

    private static ImmutableArray<string> MigrationsOf(Workload workload)
    {
        if (workload.Migrations is not { } name)
            return [];
        var folder = Path.GetFullPath(Path.Combine(workload.Folder, name));
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.sql").Order(StringComparer.Ordinal)]
            : throw new RunException($"{workload.File}: metadata.annotations.slipway.dev/migrations is '{name}', and there is no folder {folder}.");
    }

    /// <summary>Grafana, where it is installed; the distributions do not have it. Its files lie where its packages put them, or beside a binary of one's own.</summary>
    internal static GrafanaProgram? GrafanaOf(string searchPath)
    {
        var program = searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, "grafana")).FirstOrDefault(File.Exists);
        if (program is null)
            return null;
        var beside = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program)!, ".."));
        return new GrafanaProgram(program, Directory.Exists(Path.Combine(beside, "public")) ? beside : "/usr/share/grafana");
    }

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
}
