using System.Security.Cryptography;
using System.Text;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Local;

namespace Slipway.Infra.Stacks;

/// <summary>The settings of target <c>local</c>, and what it needs to know of this machine and checkout.</summary>
public static class LocalSection
{
    /// <summary>Where the ports of a stack begin that does not say.</summary>
    public const int DefaultBasePort = 18000;

    public static Func<TargetContext, ITarget> Read(SettingsReader reader)
    {
        var basePort = reader.Number("basePort", DefaultBasePort, 1024, 65535 - PortPlan.Size);
        return context => new LocalTarget(context.Catalog, new LocalTargetSettings
        {
            Stack = context.Stack,
            Place = PlaceOf(context.Project, context.Stack),
            BasePort = basePort,
            Monitoring = context.Settings.Monitoring,
            Grafana = GrafanaOf(Environment.GetEnvironmentVariable("PATH") ?? ""),
            Environment = context.Settings.Environment,
            Projects = context.Catalog.Workloads.Where(workload => workload.Project is not null).ToDictionary(
                workload => workload.Name,
                workload => context.Project.Sources(ProjectFolder.ProjectOf(workload))),
            S3Server = context.Project.Sources(context.Project.FilePath("infra", "Components", "Local", "S3Server")),
        });
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
