using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Slipway.Infra.Components;
using Slipway.Infra.Components.Docker;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>The settings of target <c>docker</c>.</summary>
public static partial class DockerSection
{
    private static readonly ImmutableSortedDictionary<string, SecretDelivery> Deliveries = ImmutableSortedDictionary.Create<string, SecretDelivery>(StringComparer.Ordinal)
        .Add("entrypoint", SecretDelivery.Entrypoint)
        .Add("environment", SecretDelivery.Environment)
        .Add("file", SecretDelivery.File)
        .Add("shell", SecretDelivery.Shell);

    public static Func<TargetContext, ITarget> Read(SettingsReader reader)
    {
        var daemon = Daemon(reader);
        var publish = Publish(reader);
        var domain = Domain(reader);
        var certificate = CertificateOf(reader);
        var login = Login(reader);
        var parts = Parts(reader);
        var size = reader.Text("containerSize", "processor and memory, such as \"500m 256Mi\"", "500m 256Mi");
        var defaultSize = Size("containerSize", size, reader) ?? new ContainerSize(500, 256 * 1024 * 1024);
        var user = User(reader);
        var protect = reader.Flag("protectData", true);
        var delivery = Delivery(reader);
        return context => new DockerTarget(context.Catalog, new DockerSettings
        {
            Stack = context.Stack,
            Labels = context.Settings.Labels,
            Monitoring = context.Settings.Monitoring,
            DaemonAddress = daemon,
            Publish = publish,
            Domain = domain,
            Certificate = certificate,
            RegistryLogin = login,
            Images = context.Settings.Images,
            Builds = Builds(context),
            Environment = context.Settings.Environment,
            Slots = new SlotPlan(context.Releases),
            SecretKeys = context.Settings.SecretKeys,
            Parts = parts,
            DefaultSize = defaultSize,
            WorkloadUser = user,
            ProtectData = protect,
            SecretDelivery = delivery,
        });
    }

    // A daemon on plain TCP is root on its host for whoever reaches the port.
    private static string Daemon(SettingsReader reader)
    {
        var address = reader.Text("dockerHost", "the address of a Docker daemon", "");
        if (address.Length > 0 && !DaemonForm().IsMatch(address))
            reader.Problem($"slipway:dockerHost is '{address}', expected ssh://user@host, unix:///path or npipe:////./pipe/name, or nothing for the daemon of this machine");
        return address;
    }

    private static PublishedAddress Publish(SettingsReader reader)
    {
        var text = reader.Text("publish", "a port, or an address and a port", "8080");
        var colon = text.LastIndexOf(':');
        var address = colon < 0 ? "127.0.0.1" : text[..colon].Trim('[', ']');
        if (IPAddress.TryParse(address, out _) && int.TryParse(text[(colon + 1)..], out var port) && port is > 0 and < 65536)
            return new PublishedAddress(address, port);
        reader.Problem($"slipway:publish is '{text}', expected a port such as 8080, which is then open to this host alone, or an address of the host and a port, such as 0.0.0.0:443");
        return new PublishedAddress("127.0.0.1", 8080);
    }

    private static string Domain(SettingsReader reader)
    {
        var domain = reader.Text("domain", "a domain", "localhost");
        if (!DomainForm().IsMatch(domain))
            reader.Problem($"slipway:domain is '{domain}', expected a domain, such as example.com");
        return domain;
    }

    private static Certificate? CertificateOf(SettingsReader reader)
    {
        var chain = reader.Secret("tlsCertificate");
        var key = reader.Secret("tlsKey");
        if (chain is null != key is null)
            reader.Problem($"slipway:{(chain is null ? "tlsCertificate" : "tlsKey")} is missing, expected PEM text, as slipway:{(chain is null ? "tlsKey" : "tlsCertificate")} is set");
        return chain is null || key is null ? null : new Certificate(chain, key);
    }

    private static RegistryLogin? Login(SettingsReader reader)
    {
        var registry = reader.Text("registry", "the address of a registry", "").Split('/')[0];
        var username = reader.Text("registryUsername", "who pulls images", "");
        var password = reader.Secret("registryPassword");
        if (username.Length == 0 && password is null)
            return null;
        if (registry.Length == 0)
            reader.Problem("slipway:registry is missing, expected the address of the registry that slipway:registryUsername is for");
        if (username.Length == 0)
            reader.Problem("slipway:registryUsername is missing, expected who pulls images, as slipway:registryPassword is set");
        if (password is null)
            reader.Problem("slipway:registryPassword is missing, expected the password of slipway:registryUsername; set it with --secret");
        return password is null ? null : new RegistryLogin(registry, username, password);
    }

    private static ImmutableSortedDictionary<string, PlatformPart> Parts(SettingsReader reader)
    {
        var parts = PlatformPart.Defaults;
        foreach (var (name, image) in reader.Map("platformImages"))
        {
            if (!parts.TryGetValue(name, out var part))
                reader.Problem($"slipway:platformImages.{name} is not a part of the platform, expected one of: {string.Join(", ", parts.Keys)}");
            else if (!PinnedImage().IsMatch(image) || image.EndsWith(":latest", StringComparison.Ordinal))
                reader.Problem($"slipway:platformImages.{name} is '{image}', expected an image with a tag other than latest, or a digest");
            else
                parts = parts.SetItem(name, part with { Image = image });
        }
        foreach (var (name, text) in reader.Map("platformSizes"))
        {
            if (!parts.TryGetValue(name, out var part))
                reader.Problem($"slipway:platformSizes.{name} is not a part of the platform, expected one of: {string.Join(", ", parts.Keys)}");
            else if (Size($"platformSizes.{name}", text, reader) is { } size)
                parts = parts.SetItem(name, part with { Size = size });
        }
        return parts;
    }

    private static ContainerSize? Size(string key, string text, SettingsReader reader)
    {
        if (text.Split(' ') is [var cpu, var memory]
            && Quantity.CpuForm().IsMatch(cpu) && Quantity.Millicores(cpu) is > 0 and var millicores
            && Quantity.MemoryForm().IsMatch(memory) && Quantity.Bytes(memory) is >= 16 * 1024 * 1024 and var bytes)
            return new ContainerSize(millicores, bytes);
        reader.Problem($"slipway:{key} is '{text}', expected processor and memory, at least 16Mi of it, such as \"500m 256Mi\"");
        return null;
    }

    private static string User(SettingsReader reader)
    {
        var user = reader.Text("workloadUser", "a user and a group in numbers", "10001:10001");
        if (!UserForm().IsMatch(user))
            reader.Problem($"slipway:workloadUser is '{user}', expected a user and a group in numbers, neither of them 0, such as 10001:10001");
        return user;
    }

    private static ImmutableSortedDictionary<string, SecretDelivery> Delivery(SettingsReader reader)
    {
        var chosen = ImmutableSortedDictionary.CreateBuilder<string, SecretDelivery>(StringComparer.Ordinal);
        foreach (var (workload, text) in reader.Map("secretVariables"))
        {
            if (Deliveries.TryGetValue(text, out var delivery))
                chosen[workload] = delivery;
            else
                reader.Problem($"slipway:secretVariables.{workload} is '{text}', expected one of: {string.Join(", ", Deliveries.Keys)}");
        }
        return chosen.ToImmutable();
    }

    /// <summary>What apps/Dockerfile can make of a checkout: .NET projects in a folder of their name under apps.</summary>
    private static Dictionary<string, ImageBuild> Builds(TargetContext context)
    {
        var builds = new Dictionary<string, ImageBuild>();
        var dockerfile = context.Project.FilePath("apps", "Dockerfile");
        foreach (var workload in context.Catalog.Workloads.Where(workload => workload.Project is not null && workload.Containers.Any(container => container.NeedsImage && context.Settings.Images.Of(workload, container) is null)))
        {
            var project = ProjectFolder.ProjectOf(workload);
            var name = Path.GetFileNameWithoutExtension(project);
            if (project != context.Project.FilePath("apps", name, $"{name}.csproj"))
                continue;
            var sources = context.Project.Sources(project, dockerfile, context.Project.FilePath("apps", "entrypoint.sh"), context.Project.FilePath(".dockerignore"));
            builds[workload.Name] = new ImageBuild(context.Project.Path, "apps/Dockerfile", name, sources.Hash);
        }
        return builds;
    }

    [GeneratedRegex(@"^(ssh://[^/\s]+|unix:///\S+|npipe:////\S+)\z")]
    private static partial Regex DaemonForm();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex DomainForm();

    [GeneratedRegex(@"^[^\s@]+(?<tag>:\w[\w.-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})\z")]
    private static partial Regex PinnedImage();

    [GeneratedRegex(@"^[1-9][0-9]*:[1-9][0-9]*\z")]
    private static partial Regex UserForm();
}
