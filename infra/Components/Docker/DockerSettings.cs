using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Releases;

namespace Slipway.Infra.Components.Docker;

/// <summary>What a stack on a Docker host is set to.</summary>
public sealed record DockerSettings
{
    /// <summary>Which slots of which workloads run, and their shares of the traffic.</summary>
    public SlotPlan Slots { get; init; } = SlotPlan.Empty;

    public required string Stack { get; init; }

    public required Labels Labels { get; init; }

    /// <summary>The Docker daemon, such as <c>ssh://deploy@client.example</c>; empty for the one of this machine.</summary>
    public string DaemonAddress { get; init; } = "";

    /// <summary>Where nginx can be reached from outside Docker.</summary>
    public required PublishedAddress Publish { get; init; }

    /// <summary>What <c>dns</c> resources are names in.</summary>
    public required string Domain { get; init; }

    public required MonitoringSettings Monitoring { get; init; }

    /// <summary>Null for plain HTTP, for example behind a proxy of the client's own.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>Null where images are local or their registry asks for nobody's name.</summary>
    public RegistryLogin? RegistryLogin { get; init; }

    /// <summary>Images of workloads that leave theirs open.</summary>
    public required ImageSource Images { get; init; }

    /// <summary>What images are built from where <see cref="Images"/> says nothing: by workload.</summary>
    public required IReadOnlyDictionary<string, ImageBuild> Builds { get; init; }

    /// <summary>What <c>environment</c> resources give, by key.</summary>
    public required IReadOnlyDictionary<string, Output<string>> Environment { get; init; }

    /// <summary>The keys of <see cref="Environment"/> that are secret.</summary>
    public required ImmutableHashSet<string> SecretKeys { get; init; }

    /// <summary>The parts of the platform: their images and the most they may use.</summary>
    public required ImmutableSortedDictionary<string, PlatformPart> Parts { get; init; }

    /// <summary>The most a container may use whose Score file says nothing.</summary>
    public required ContainerSize DefaultSize { get; init; }

    /// <summary>Whom workloads run as: <c>user:group</c>, in numbers.</summary>
    public required string WorkloadUser { get; init; }

    /// <summary>Whether volumes with data refuse to be deleted.</summary>
    public required bool ProtectData { get; init; }

    /// <summary>How images that are not built here take secrets, by workload.</summary>
    public required ImmutableSortedDictionary<string, SecretDelivery> SecretDelivery { get; init; }

    /// <summary>What names on the host begin with, so that stacks stand side by side.</summary>
    public string Prefix => $"{Labels.Project}-{Stack}";
}

/// <summary>An address of the host and a port.</summary>
public sealed record PublishedAddress(string Address, int Port)
{
    public string Url(string host, bool secure) =>
        $"{(secure ? "https" : "http")}://{host}{(Port == (secure ? 443 : 80) ? "" : $":{Port}")}/";
}

/// <summary>A certificate with its chain and the key to it, both PEM.</summary>
public sealed record Certificate(Output<string> Chain, Output<string> Key);

/// <summary>Who pulls images from a registry.</summary>
public sealed record RegistryLogin(string Address, string Username, Output<string> Password);

/// <summary>An image to build: the checkout, the Dockerfile in it and the project that becomes the image.</summary>
/// <param name="Hash">Changes when any source of the project does.</param>
public sealed record ImageBuild(string Context, string Dockerfile, string Project, string Hash);

/// <summary>The most a container may use.</summary>
public sealed record ContainerSize(decimal CpuMillicores, long MemoryBytes);
