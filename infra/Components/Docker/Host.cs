using System.Collections.Immutable;
using System.Globalization;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// A Docker host as this stack sees it: the daemon, the networks, the images, and what every container has in common.
/// Other parts say what a container is for; that it may do nothing else is settled here.
/// </summary>
public sealed class Host
{
    private const int Mebi = 1024 * 1024;

    private readonly Provider _provider;
    private readonly Dictionary<Resource, Output<string>> _ends = [];
    private readonly List<(ContainerPlan Plan, Container Container)> _running = [];

    public Host(DockerSettings settings)
    {
        Settings = settings;
        _provider = new Provider("docker", ProviderArgsOf(settings));
        Network = new Network("network", settings, Options);
        Registry = new Registry("images", settings, Options);
    }

    public DockerSettings Settings { get; }

    public Network Network { get; }

    public Registry Registry { get; }

    /// <summary>What makes the children of a component live on this host.</summary>
    public ComponentResourceOptions Options => new() { Providers = { _provider } };

    /// <summary>For a slot that no release writes: its containers stay as they run, whatever this program says now.</summary>
    public ComponentResourceOptions Kept => new()
    {
        Providers = { _provider },
        ResourceTransformations =
        {
            args =>
            {
                if (args.Resource is not CustomResource)
                    return null;
                args.Options.IgnoreChanges.Add("*");
                return new ResourceTransformationResult(args.Args, args.Options);
            },
        },
    };

    /// <summary>What is kept running, with what Docker calls it.</summary>
    public IEnumerable<(ContainerPlan Plan, Output<string> Name)> Running => _running.Select(running => (running.Plan, running.Container.Name));

    /// <summary>A plan for a part of the platform, with the image and the size the settings give it.</summary>
    public ContainerPlan Part(string part, string name, string user) => new()
    {
        Name = name,
        Image = Registry.Image(Settings.Parts[part].Image),
        Size = Settings.Parts[part].Size,
        User = user,
    };

    // A dot cannot stand in the names of workloads, containers and resources, so what is named with one is nobody else's.

    /// <summary>A volume; with an owner where the image does not make its folder for its user.</summary>
    /// <returns>The volume's name, and what must be done before it is used.</returns>
    public (Output<string> Name, Resource Ready) Volume(ComponentResource parent, string name, string owner = "")
    {
        var volume = new Volume($"{name}.volume", new VolumeArgs
        {
            Name = $"{Settings.Prefix}-{name}",
            Labels = Settings.Labels.All.Select(label => new VolumeLabelArgs { Label = label.Key, Value = label.Value }).ToArray(),
        }, new CustomResourceOptions { Parent = parent, Protect = Settings.ProtectData });
        if (owner.Length == 0)
            return (volume.Name, volume);
        // Docker makes a volume for root. Its user could not write to it, and has no capability to change that.
        var handedOver = Run(parent, Part("nginx", $"{name}.owner", Identity.Root) with
        {
            Entrypoint = ["chown"],
            Command = [owner, "/volume"],
            Volumes = [new VolumePlace(volume.Name, "/volume")],
            Capabilities = ["CAP_CHOWN"],
            Once = true,
        }, volume);
        return (volume.Name, handedOver);
    }

    /// <summary>Runs a container after what it needs.</summary>
    public Container Run(ComponentResource parent, ContainerPlan plan, params IEnumerable<Resource> after)
    {
        var before = after.ToList();
        var volumes = new List<ContainerVolumeArgs>();
        if (!plan.Files.IsEmpty)
            volumes.Add(new ContainerVolumeArgs { FromContainer = Output.Format($"{Carrier(parent, plan).Id}:ro") });
        volumes.AddRange(plan.Volumes.Select(volume => new ContainerVolumeArgs { VolumeName = volume.Volume, ContainerPath = volume.Path, ReadOnly = volume.ReadOnly }));

        var args = Common(plan);
        args.ReadOnly = true;
        args.Init = true;
        args.Envs = plan.Environment.Select(variable => Output.Format($"{variable.Key}={variable.Value}")).ToArray();
        if (volumes.Count > 0)
            args.Volumes = volumes.ToArray();
        if (!plan.HostFolders.IsEmpty)
            args.Mounts = plan.HostFolders.Select(HostFolder).ToArray();
        foreach (var folder in plan.Scratch.Prepend("/tmp"))
            args.Tmpfs[folder] = $"rw,noexec,nosuid,nodev,size={plan.ScratchMebibytes}m,mode=1777";
        if (plan.Entrypoint is { } entrypoint)
            args.Entrypoints = entrypoint.ToArray();
        if (plan.Command is { } command)
            args.Command = command.ToArray();
        if (plan.SeesHostProcesses)
            args.PidMode = "host";
        if (plan.SharedMemoryMebibytes is { } shared)
            args.ShmSize = shared;
        if (plan.Reserved is { } reserved)
        {
            args.CpuShares = (int)Math.Max(2, reserved.CpuMillicores * 1024 / 1000);
            args.MemoryReservation = Mebibytes(reserved.MemoryBytes);
        }
        if (plan.NetworkOf is { } owner)
            args.NetworkMode = Output.Format($"container:{owner}");
        else if (plan.Networks.IsEmpty)
            args.NetworkMode = "none";
        else
            args.NetworksAdvanced = plan.Networks.Select(place => new ContainerNetworksAdvancedArgs { Name = place.Network, Aliases = place.Names.ToArray() }).ToArray();
        if (plan.Publish is { } publish)
            args.Ports = new[] { new ContainerPortArgs { Ip = publish.Address, External = publish.Port, Internal = plan.PublishedPort, Protocol = "tcp" } };
        if (plan.Exclusive)
            args.Name = $"{Settings.Prefix}-{plan.Name}";
        args.StopTimeout = plan.StopSeconds;
        if (plan.Once)
            RunToItsEnd(args);
        else
            KeepRunning(args, plan);

        var ends = before.Where(_ends.ContainsKey).Select(resource => _ends[resource]).ToList();
        if (ends.Count > 0)
            args.Labels.Add(new ContainerLabelArgs { Label = "after", Value = Output.All(ends).Apply(names => string.Join(' ', names)) });

        var options = new CustomResourceOptions { Parent = parent, DeleteBeforeReplace = plan.Exclusive };
        foreach (var resource in before)
            options.DependsOn.Add(resource);
        var container = new Container(plan.Name, args, options);
        if (plan.Once)
            _ends[container] = End(plan.Name, container);
        else
            _running.Add((plan, container));
        return container;
    }

    private static void RunToItsEnd(ContainerArgs args)
    {
        args.Restart = "no";
        args.MustRun = false;
        args.Attach = true;
        args.Logs = true;
    }

    private static void KeepRunning(ContainerArgs args, ContainerPlan plan)
    {
        args.Restart = "unless-stopped";
        args.DestroyGraceSeconds = plan.StopSeconds;
        if (plan.Health is not { } health)
            return;
        args.Healthcheck = new ContainerHealthcheckArgs
        {
            Tests = health.Test.ToArray(),
            Interval = $"{health.Interval}s",
            Timeout = $"{health.Timeout}s",
            Retries = health.Retries,
            StartPeriod = $"{health.StartPeriod}s",
            StartInterval = "1s",
        };
        args.Wait = true;
        args.WaitTimeout = health.StartPeriod + health.Interval * health.Retries + 60;
    }

    /// <summary>
    /// Files reach a container through another one that is made but never started, whose volumes it shares. The provider
    /// writes files into the root of a container, which Docker refuses when that is read-only; a container that never
    /// runs can do without. Other files make another carrier, another id, and thereby a new container.
    /// </summary>
    private Container Carrier(ComponentResource parent, ContainerPlan plan)
    {
        var args = Common(plan);
        args.Command = new[] { "true" };
        args.NetworkMode = "none";
        args.Restart = "no";
        args.Start = false;
        args.MustRun = false;
        args.Volumes = plan.Files.Select(file => Folder(file.Path)).Distinct().Order(StringComparer.Ordinal)
            .Select(folder => new ContainerVolumeArgs { ContainerPath = folder }).ToArray();
        var (user, group) = plan.User.Split(':') is [var first, var second] ? (first, second) : (plan.User, plan.User);
        args.Uploads = plan.Files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file =>
        {
            var upload = new ContainerUploadArgs { File = file.Path, Permissions = file.Mode, Owner = user, Group = group };
            if (file.Base64)
                upload.ContentBase64 = file.Content;
            else
                upload.Content = file.Content;
            return upload;
        }).ToArray();
        return new Container($"{plan.Name}.files", args, new CustomResourceOptions { Parent = parent });
    }

    /// <summary>What a container has whether it runs or not.</summary>
    private ContainerArgs Common(ContainerPlan plan)
    {
        var labels = Settings.Labels.All.Add("container", plan.Name).Add("image", plan.Image.Reference);
        if (plan.Workload.Length > 0)
            labels = labels.Add("workload", plan.Workload);
        var capabilities = new ContainerCapabilitiesArgs { Drops = { "ALL" } };
        foreach (var capability in plan.Capabilities)
            capabilities.Adds.Add(capability);
        return new ContainerArgs
        {
            Image = plan.Image.Id,
            User = plan.User,
            Capabilities = capabilities,
            SecurityOpts = { "no-new-privileges:true" },
            Cpus = (plan.Size.CpuMillicores / 1000).ToString("0.###", CultureInfo.InvariantCulture),
            Memory = Mebibytes(plan.Size.MemoryBytes),
            // The same number is memory and swap together: none of it is swap.
            MemorySwap = Mebibytes(plan.Size.MemoryBytes),
            LogDriver = "json-file",
            LogOpts = { ["max-size"] = "10m", ["max-file"] = "3" },
            Labels = labels.Select(label => new ContainerLabelArgs { Label = label.Key, Value = label.Value }).ToArray(),
        };
    }

    // Without propagation: where Docker runs in a machine of its own, as on a Mac, the root is not a shared mount.
    private static ContainerMountArgs HostFolder((string Source, string Target) folder) =>
        new() { Type = "bind", Source = folder.Source, Target = folder.Target, ReadOnly = true };

    // The provider takes a container that failed for one that ended, and goes on. Whoever waits for it asks how.
    private static Output<string> End(string name, Container container) => container.ExitCode.Apply(code => code == 0
        ? name
        : throw new RunException($"'{name}' ended with exit code {code}; what follows was not started. Its output is in `docker logs` of the container with label container={name}. Repair the cause, then replace it: `pulumi up --replace` with its URN."));

    private static ProviderArgs ProviderArgsOf(DockerSettings settings)
    {
        var args = new ProviderArgs
        {
            // A preview is possible where no daemon is; an update finds out at its first step.
            DisableDockerDaemonCheck = true,
        };
        if (settings.DaemonAddress.Length > 0)
            args.Host = settings.DaemonAddress;
        if (settings.RegistryLogin is { } login)
            args.RegistryAuth = new[] { new ProviderRegistryAuthArgs { Address = login.Address, Username = login.Username, Password = login.Password } };
        return args;
    }

    internal static string Folder(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "/";

    private static int Mebibytes(long bytes) => (int)((bytes + Mebi - 1) / Mebi);
}
