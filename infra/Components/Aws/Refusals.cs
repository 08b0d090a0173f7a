using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Aws;

/// <summary>What cannot be done on AWS, each with where it is asked for and what to do.</summary>
internal sealed partial class Refusals(WorkloadCatalog catalog, AwsSettings settings)
{
    // What a load balancer's rule and idle timeout, a service of ECS, and a name in the DNS have room for.
    private const int LongestPath = 127;
    private const int LongestTimeout = 4000;
    private const int MostRoutedPorts = 5;
    private const int LongestLabel = 63;

    private static readonly ImmutableArray<string> Provides = ["postgres", "s3", "redis", "route", "environment", "secret", "volume", "service-port", "dns"];

    public IEnumerable<string> All() =>
        Names().Concat(Resources()).Concat(catalog.Resources.Where(resource => resource.Type == "route").SelectMany(Route)).Concat(catalog.Workloads.SelectMany(Workload));

    // Names of databases, hosts and repositories are made of these two, and each has its own idea of what else a name may have.
    private IEnumerable<string> Names() =>
        from name in (string[])[settings.Labels.Project, settings.Stack]
        where !PlainName().IsMatch(name)
        select $"the {(name == settings.Stack ? "stack" : "project")} is called '{name}', expected lower-case letters, digits and single dashes, beginning with a letter: target 'aws' names things after it";

    private IEnumerable<string> Resources() =>
        from resource in catalog.Resources
        where !Provides.Contains(resource.Type)
        from use in resource.Uses
        select $"{At(use)}: target 'aws' does not provide '{resource.Type}', only {string.Join(", ", Provides)}";

    private IEnumerable<string> Route(CatalogResource route)
    {
        var place = At(route.Uses[0]);
        var workload = route.Owner;
        var problems = new List<string>();
        var wanted = RouteSettings.Read(route.Metadata, problem => problems.Add($"{place}: {problem}"));
        if (wanted.ReadTimeout.TotalSeconds > LongestTimeout)
            problems.Add($"{place}: slipway.dev/read-timeout is {wanted.ReadTimeout.TotalSeconds:0} s, but a load balancer of AWS waits {LongestTimeout} s at most");
        if (workload.Kind == WorkloadKind.Job)
            problems.Add($"{place}: leads to '{workload.Name}', which is a job: nothing answers there once it has ended");

        var path = Literal(route, "path");
        if (route.Params["host"]?.AsTemplate is null)
            problems.Add($"{place}.params.host: must be the name of a host, such as that of a dns resource");
        if (path is null)
            problems.Add($"{place}.params.path: must be a text without placeholders, as the order of rules follows from it");
        else if (!path.StartsWith('/') || path.Length > LongestPath || path.AsSpan().IndexOfAny('*', '?') >= 0)
            problems.Add($"{place}.params.path is '{path}', expected a path from '/' on, of {LongestPath} characters at most, without * and ?");

        var port = Literal(route, "port");
        if (port is null)
            problems.Add($"{place}.params.port: must be the name or number of a port, without placeholders, as instances are grouped by it");
        else if (workload.FindPort(port) is not { } found)
            problems.Add($"{place}.params.port is '{port}', expected a port of workload '{workload.Name}'");
        else if (found.Protocol != PortProtocol.Tcp)
            problems.Add($"{place}.params.port is '{port}', which is UDP; target 'aws' routes HTTP over TCP");
        else if (Routes.HealthOf(workload, found.TargetPort) is { } health && (!health.Headers.IsEmpty || health.Host is not null))
            problems.Add($"{workload.File}: the probe on port {found.TargetPort} of '{workload.Name}' sets a host or headers, which the health check of a load balancer cannot send; answer without them");

        // A certificate that is given may be for any host; the one that is made is for the domain.
        if (settings.CertificateArn.Length == 0 && Literal(route, "host") is { } host && host != settings.Domain && !IsUnderDomain(host))
            problems.Add($"{place}.params.host is '{host}', expected a name directly under '{settings.Domain}', which the certificate is for; or set slipway:certificateArn to one for all hosts");
        return problems;
    }

    private IEnumerable<string> Workload(Workload workload)
    {
        var routedPorts = catalog.Resources
            .Where(resource => resource.Type == "route" && resource.Owner.Name == workload.Name)
            .Select(resource => Literal(resource, "port") is { } port ? workload.FindPort(port)?.TargetPort : null)
            .Distinct()
            .Count();
        if (routedPorts > MostRoutedPorts)
            yield return $"{workload.File}:{workload.Line}: '{workload.Name}' has routes to {routedPorts} ports, but a service of ECS joins {MostRoutedPorts} target groups at most";
        if (routedPorts > 0 && workload.Name.Length + "-green".Length > LongestLabel)
            yield return $"{workload.File}:{workload.Line}: metadata.name is '{workload.Name}', which with the name of a slot is longer than the {LongestLabel} characters of a name in the DNS; shorten it";
        if (workload.Name == "prometheus")
            yield return $"{workload.File}:{workload.Line}: metadata.name is 'prometheus', the name of a part of the platform; choose another";
        foreach (var slot in Routes.Slots)
        {
            if (workload.Name.EndsWith($"-{slot}", StringComparison.Ordinal) && IsRouted(workload.Name[..^(slot.Length + 1)]))
                yield return $"{workload.File}:{workload.Line}: metadata.name is '{workload.Name}', the name of slot '{slot}' of '{workload.Name[..^(slot.Length + 1)]}'; choose another";
        }
        foreach (var port in workload.Ports.Where(port => workload.Kind == WorkloadKind.Service && WorkloadTask.OwnerOf(workload, port) is null))
            yield return $"{workload.File}: service.ports.{port.Name}: nothing says which of the containers of '{workload.Name}' listens on {port.TargetPort}; give that one a probe by httpGet on it";
        if (workload.Kind == WorkloadKind.Job && workload.Containers.Count(container => !container.Before.ContainsValue(ContainerState.Complete)) > 1)
            yield return $"{workload.File}:{workload.Line}: target 'aws' ends a job with its last container, but '{workload.Name}' has several that nothing waits for; put them in order with before";
        if (WorkloadTask.SizeOf(workload, settings) is null)
            yield return $"{workload.File}:{workload.Line}: the containers of '{workload.Name}' ask for more than Fargate has: 16 processors and 120 GiB";
        var fileBytes = workload.Containers.SelectMany(container => container.Files).Sum(Bytes);
        if (fileBytes > WorkloadTask.MostFileBytes)
            yield return $"{workload.File}: the files of '{workload.Name}' take {fileBytes} bytes, but a task definition has room for {WorkloadTask.MostFileBytes}; put large ones into the image or a bucket";
        foreach (var problem in workload.Containers.SelectMany(container => Container(workload, container)))
            yield return problem;
    }

    private IEnumerable<string> Container(Workload workload, WorkloadContainer container)
    {
        var place = $"{workload.File}: containers.{container.Name}";
        if (settings.Images.Of(workload, container) is null)
            yield return $"{place}.image: nothing says which image '.' stands for: set slipway:tag to the tag of a build, or name the image of '{workload.Name}' in slipway:images";
        if (container.Name == WorkloadTask.FilesContainer || workload.Containers.Any(other => container.Name == $"{other.Name}-probe"))
            yield return $"{place}: the name is that of a container the platform adds; choose another";
        if (container.Before.ContainsValue(ContainerState.Healthy) && WorkloadTask.RunsOnce(workload, container))
            yield return $"{place}.before: target 'aws' does not probe a container that runs once; wait for it to be started or complete";
        foreach (var volume in container.Volumes.Where(volume => volume.Source.References.Count() != 1 || !volume.Source.References.All(reference => IsVolume(workload, reference))))
            yield return $"{place}.volumes.{volume.Target}.source: target 'aws' mounts volume resources, not '{volume.Source}': declare one of type 'volume' and write ${{resources.<name>}}";
        foreach (var file in container.Files)
        {
            var folder = WorkloadTask.FolderOf(file);
            // What is mounted on Fargate is a folder, which hides what the image has there.
            if (folder.Count(letter => letter == '/') < 2)
                yield return $"{place}.files.{file.Target}: target 'aws' gives the folder of a file to the files alone, and '{(folder.Length == 0 ? "/" : folder)}' has what the image needs; put it into a folder of its own, such as '/etc/{workload.Name}'";
            else if (container.Volumes.Any(volume => volume.Target.TrimEnd('/') == folder))
                yield return $"{place}.files.{file.Target}: target 'aws' cannot put a file into a folder that is a volume; choose another folder";
        }
    }

    private bool IsVolume(Workload workload, ResourceReference reference) =>
        reference.Output is null or "source" && catalog.Resource(workload, reference.Resource).Type == "volume";

    private bool IsRouted(string workload) => catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner.Name == workload);

    private bool IsUnderDomain(string host) =>
        host.EndsWith($".{settings.Domain}", StringComparison.OrdinalIgnoreCase) && !host[..^(settings.Domain.Length + 1)].Contains('.');

    private static int Bytes(ContainerFile file) =>
        file.Content is { } content ? System.Text.Encoding.UTF8.GetByteCount(content.ToString()) : (file.Bytes!.Value.Length + 2) / 3 * 4;

    private static string? Literal(CatalogResource resource, string parameter) => resource.Params[parameter]?.AsTemplate?.LiteralText;

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex PlainName();

    private static string At(ResourceUse use) => $"{use.Resource.File}:{use.Resource.Line}: resources.{use.Resource.Name}";
}
