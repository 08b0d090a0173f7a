using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Docker;

/// <summary>What a catalogue asks that this target cannot do.</summary>
internal sealed class Refusals(WorkloadCatalog catalog, DockerSettings settings, Secrets secrets)
{
    // Docker's own least.
    private const long LeastMemory = 6 * 1024 * 1024;

    private static readonly string[] InMemory = ["/tmp", "/proc", "/sys", "/dev", "/dev/shm"];

    public IEnumerable<string> All() =>
        OfSettings().Concat(OfReleases()).Concat(catalog.Resources.SelectMany(OfResource)).Concat(catalog.Workloads.SelectMany(workload =>
            OfReplicas(workload).Concat(workload.Containers.SelectMany(container => OfContainer(workload, container)))));

    // A name in a network leads to whoever has it: nothing stands between that could divide.
    private IEnumerable<string> OfReleases() =>
        from workload in catalog.Workloads
        where settings.Slots.IsGoverned(workload.Name)
        from resource in catalog.Resources
        where resource.ServicePort?.Workload == workload
        from use in resource.Uses
        where use.Workload != workload
        select $"slipway:releases names '{workload.Name}', which '{use.Workload.Name}' calls inside the stack ({Place(use)}): on target 'docker' only requests from outside can be divided; remove it, and the workload is exchanged container by container";

    private IEnumerable<string> OfSettings() =>
        settings.SecretDelivery.Keys.Where(name => catalog.Workloads.All(workload => workload.Name != name)).Select(name =>
            $"slipway:secretVariables.{name} names no workload, expected one of: {string.Join(", ", catalog.Workloads.Select(workload => workload.Name))}");

    private static IEnumerable<string> OfResource(CatalogResource resource)
    {
        if (!DockerTarget.Provides.Contains(resource.Type))
        {
            foreach (var use in resource.Uses)
                yield return $"{Place(use)}: target 'docker' does not provide '{resource.Type}', only {string.Join(", ", DockerTarget.Provides)}";
        }
        if (resource.Type == "route")
        {
            var problems = new List<string>();
            RouteSettings.Read(resource.Metadata, problems.Add);
            foreach (var problem in problems)
                yield return $"{Place(resource.Uses[0])}: {problem}";
        }
    }

    private static IEnumerable<string> OfReplicas(Workload workload)
    {
        if (workload is { Kind: WorkloadKind.Job, Replicas: > 1 })
            yield return $"{workload.File}:{workload.Line}: target 'docker' runs a job once, not {workload.Replicas} times: remove slipway.dev/replicas";
    }

    private IEnumerable<string> OfContainer(Workload workload, WorkloadContainer container)
    {
        var at = $"{workload.File}: containers.{container.Name}";
        if (container.NeedsImage && settings.Images.Of(workload, container) is null && !settings.Builds.ContainsKey(workload.Name))
            yield return $"{at}.image: is '.', and nothing says which image that is: set slipway:tag, or slipway:images to {{\"{workload.Name}\": \"<image>\"}}, or name a .NET project in slipway.dev/project to build it from";
        foreach (var problem in OfSecrets(workload, container, at).Concat(OfFiles(container, at)).Concat(OfVolumes(workload, container, at)))
            yield return problem;
        // The provider takes an empty word for one that is missing.
        if (container.Command?.Contains("") == true || container.Args?.Contains("") == true)
            yield return $"{at}: target 'docker' cannot pass an empty argument; leave it out, or put the command into a script";
        if (container.Limits.MemoryBytes < LeastMemory)
            yield return $"{at}.resources.limits.memory: is {container.Limits.MemoryBytes} bytes, expected at least 6Mi, the least Docker accepts";
    }

    private IEnumerable<string> OfSecrets(Workload workload, WorkloadContainer container, string at)
    {
        var names = secrets.Variables(workload, container);
        if (names.IsEmpty)
            yield break;
        var delivery = secrets.Of(workload, container);
        if (delivery is null)
        {
            yield return $"{at}.variables.{names[0]}: is secret, and target 'docker' cannot tell how the image '{container.Image}' takes one from a file: give the container its command, "
                + $"or set slipway:secretVariables to {{\"{workload.Name}\": \"file\"}} if the image reads {names[0]}_FILE, or \"environment\" to let `docker inspect` show it";
        }
        if (delivery == SecretDelivery.Shell && container.Command is null)
            yield return $"{at}: slipway:secretVariables is \"shell\" for '{workload.Name}', which needs a command to start; give the container one";
        if (delivery is not (SecretDelivery.Shell or SecretDelivery.Entrypoint))
            yield break;
        foreach (var name in names.Where(name => !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') || char.IsAsciiDigit(name[0])))
            yield return $"{at}.variables.{name}: is secret, and a shell cannot set a variable of that name; use letters, digits and underscores";
    }

    private static IEnumerable<string> OfFiles(WorkloadContainer container, string at)
    {
        foreach (var file in container.Files)
        {
            var folder = Host.Folder(file.Target);
            if (folder == "/")
                yield return $"{at}.files.{file.Target}: target 'docker' places files by folder, and cannot replace '/': move it into a folder";
            else if (InMemory.Contains(folder))
                yield return $"{at}.files.{file.Target}: target 'docker' keeps {folder} in memory and cannot place files there: choose another folder";
            else if (container.Volumes.FirstOrDefault(volume => volume.Target.TrimEnd('/') == folder) is { } volume)
                yield return $"{at}.files.{file.Target}: target 'docker' cannot place a file at the top of volume {volume.Target}: choose another folder";
            // The provider takes an empty file for one whose content is missing.
            if (file.Content is { } content ? content.LiteralText == "" : file.Bytes is { IsEmpty: true })
                yield return $"{at}.files.{file.Target}: target 'docker' cannot place an empty file; put a line end into it";
        }
    }

    private IEnumerable<string> OfVolumes(Workload workload, WorkloadContainer container, string at)
    {
        foreach (var volume in container.Volumes)
        {
            if (volume.Source.References.Count() != 1 || catalog.Resource(workload, volume.Source.References.First().Resource).Type != "volume")
                yield return $"{at}.volumes.{volume.Target}.source: target 'docker' mounts volume resources, not '{volume.Source}': declare one of type 'volume' and write ${{resources.<name>}}";
            if (volume.Path is { } path)
                yield return $"{at}.volumes.{volume.Target}.path: target 'docker' mounts whole volumes, not '{path}' of one: declare a volume for it";
            if (InMemory.Contains(volume.Target.TrimEnd('/')))
                yield return $"{at}.volumes.{volume.Target}: target 'docker' keeps {volume.Target} in memory: choose another folder";
        }
    }

    private static string Place(ResourceUse use) => $"{use.Resource.File}:{use.Resource.Line}: resources.{use.Resource.Name}";
}
