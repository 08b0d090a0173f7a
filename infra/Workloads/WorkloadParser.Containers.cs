using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

internal sealed partial class WorkloadParser
{
    // What fits into a Kubernetes ConfigMap, the tightest of the places that files are put into (kubernetes.io/docs/concepts/configuration/configmap).
    private const int MaximumSourceBytes = 1024 * 1024;
    private static readonly string[] ContentKeys = ["source", "content", "binaryContent"];

    private ImmutableArray<WorkloadContainer> ParseContainers(ScoreFields? section, ScoreFields top)
    {
        if (section is null)
            return [];

        section.CheckNames(Label(), NameForm);
        if (root["containers"] is YamlMap { Entries.IsEmpty: true })
            top.Problem("containers", "is empty, expected at least one container; add one");

        var all = section.Sections().ToList();
        var containers = all.Select(entry => ParseContainer(entry.Key, entry.Fields)).OrderBy(container => container.Name, StringComparer.Ordinal).ToImmutableArray();
        foreach (var (name, fields) in all)
            CheckBefore(containers.First(container => container.Name == name), fields.Section("before"), containers);

        return containers;
    }

    private WorkloadContainer ParseContainer(string name, ScoreFields fields)
    {
        var image = fields.Text("image", NotEmpty(), "the name of an image, or '.' for one that is built or given when deploying", required: true);
        var before = fields.Section("before");
        var resources = fields.Section("resources");
        var container = new WorkloadContainer
        {
            Name = name,
            Image = image ?? "",
            Command = fields.TextList("command"),
            Args = fields.TextList("args"),
            Variables = ParseVariables(fields.Section("variables")),
            Files = ParseByTarget(fields.Section("files"), ParseFile),
            Volumes = ParseByTarget(fields.Section("volumes"), ParseVolume),
            Before = (before?.Sections() ?? []).ToImmutableSortedDictionary(entry => entry.Key, entry => ParseState(entry.Fields), StringComparer.Ordinal),
            Limits = ParseSize(resources?.Section("limits")),
            Requests = ParseSize(resources?.Section("requests")),
            Liveness = ParseProbe("livenessProbe", fields),
            Readiness = ParseProbe("readinessProbe", fields),
        };
        resources?.RefuseOthers();
        fields.RefuseOthers();

        return container;
    }

    private ImmutableSortedDictionary<string, Template> ParseVariables(ScoreFields? variables) =>
        (variables?.Texts(VariableName(), "a name without '='") ?? []).ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => ParseTemplate(entry.Value, variables!.PathOf(entry.Key)),
            StringComparer.Ordinal);

    private static ImmutableArray<T> ParseByTarget<T>(ScoreFields? section, Func<string, ScoreFields, T> parse)
    {
        if (section is null)
            return [];

        section.CheckNames(NotEmpty(), "the path in the container");
        return [.. section.Sections().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => parse(entry.Key, entry.Fields))];
    }

    private ContainerFile ParseFile(string target, ScoreFields fields)
    {
        var mode = fields.Text("mode", FileMode(), "three octal digits after an optional 0, such as \"0640\"");
        var noExpand = fields.Flag("noExpand");
        var source = fields.Text("source", NotEmpty(), "a path relative to the Score file");
        var content = fields.Scalar("content");
        var binary = fields.Text("binaryContent");
        string[] given = [.. ContentKeys.Where(key => fields.Node(key) is not null)];
        if (given.Length != 1)
            fields.Problem(given.LastOrDefault() ?? "content", given.Length == 0
                ? "is missing, expected exactly one of source, content and binaryContent; add one"
                : $"is given together with {string.Join(" and ", given[..^1])}, expected exactly one of source, content and binaryContent; remove the others");
        fields.RefuseOthers();

        Template? text = null;
        byte[]? bytes = null;
        if (content is not null)
            text = noExpand ? Template.Literal(content.Text) : ParseTemplate(content, fields.PathOf("content"));
        else if (binary is not null)
            bytes = FromBase64(binary, fields);
        else if (source is not null)
            (text, bytes) = ReadSource(source, noExpand, fields);

        // A null array would become an empty memory, not the absence of one.
        return new ContainerFile(target, text, bytes is null ? default(ReadOnlyMemory<byte>?) : bytes, source, mode is null ? null : (UnixFileMode)Convert.ToInt32(mode, 8), noExpand);
    }

    private static byte[]? FromBase64(string text, ScoreFields fields)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            fields.Problem("binaryContent", "is not base64, expected standard base64 (RFC 4648, section 4); encode it with 'base64 -w0 <file>'");
            return null;
        }
    }

    private (Template? Text, byte[]? Bytes) ReadSource(string source, bool noExpand, ScoreFields fields)
    {
        if (ReadBeside(source, MaximumSourceBytes, problem => fields.Problem("source", problem)) is not { } bytes)
            return default;

        if (ScoreFiles.AsText(bytes) is not { } text)
            return (null, bytes);

        var template = noExpand
            ? Template.Literal(text)
            : ParseTemplate(new YamlScalar(PathBeside(source), 1, YamlType.Text, text, text, FirstLine: 1), fields.PathOf("source"));
        return (template, null);
    }

    private string PathBeside(string source) => Path.Combine(Path.GetDirectoryName(file) ?? "", source);

    /// <summary>A file in the folder of the Score file or below; null where that cannot be read.</summary>
    private byte[]? ReadBeside(string source, int maximum, Action<string> problem)
    {
        if (Path.IsPathRooted(source) || source.Split('/', '\\').Contains(".."))
        {
            problem($"is '{source}', expected a path inside the folder of the Score file; copy the file there");
            return null;
        }

        if (LinkOnTheWay(Path.GetDirectoryName(file) ?? "", source) is { } link)
        {
            problem($"is '{source}', where '{link}' is a symbolic link, which may lead out of the folder of the Score file; copy the file there");
            return null;
        }

        var bytes = ScoreFiles.ReadBytes(PathBeside(source), maximum, out var reason);
        if (bytes is null)
            problem($"is '{source}': {reason}");
        return bytes;
    }

    // A Score file from a stranger's pull request must not be able to show what else the machine has.
    private static string? LinkOnTheWay(string folder, string source)
    {
        var parts = source.Split('/');
        return Enumerable.Range(1, parts.Length)
            .Select(count => string.Join('/', parts[..count]))
            .FirstOrDefault(way => new FileInfo(Path.Combine(folder, way)).LinkTarget is not null);
    }

    private ContainerVolume ParseVolume(string target, ScoreFields fields)
    {
        var source = fields.Scalar("source", required: true, "a volume, such as '${resources.data}'");
        var path = fields.Text("path");
        var readOnly = fields.Flag("readOnly");
        fields.RefuseOthers();

        return new ContainerVolume(target, source is null ? Template.Literal("") : ParseTemplate(source, fields.PathOf("source")), path, readOnly);
    }

    private static ContainerState ParseState(ScoreFields fields)
    {
        var ready = fields.Choice("ready", ["started", "healthy", "complete"], required: true);
        fields.RefuseOthers();

        return ready switch { "healthy" => ContainerState.Healthy, "complete" => ContainerState.Complete, _ => ContainerState.Started };
    }

    private static void CheckBefore(WorkloadContainer container, ScoreFields? before, ImmutableArray<WorkloadContainer> containers)
    {
        foreach (var (other, state) in container.Before)
        {
            if (other == container.Name)
                before!.Problem(other, $"the container '{other}' cannot start before itself; remove it");
            else if (containers.All(candidate => candidate.Name != other))
                before!.Problem(other, $"names the container '{other}', which containers does not have; {Suggestion.For(other, containers.Select(candidate => candidate.Name).Where(name => name != container.Name))}");

            if (state == ContainerState.Healthy && container is { Readiness: null, Liveness: null })
                before!.Problem(other, $"waits until '{container.Name}' is healthy, which has no probe to tell; add a readinessProbe to '{container.Name}' or write 'ready: started'");
        }
    }

    private ImmutableArray<WorkloadContainer> InStartOrder(ImmutableArray<WorkloadContainer> containers)
    {
        var (order, cycle) = DependencyOrder.Of(
            containers.Select(container => container.Name),
            name => containers.Where(other => other.Name != name && other.Before.ContainsKey(name)).Select(other => other.Name));
        if (cycle is null)
            return [.. order.Select(name => containers.First(container => container.Name == name))];

        // The cycle goes from what waits to what it waits for; told in the direction of 'before' it reads as the file does.
        cycle.Reverse();
        var before = ((root["containers"] as YamlMap)?[cycle[0]] as YamlMap)?["before"] ?? root;
        problems.Add(before, $"containers.{cycle[0]}.before", $"nothing can start, as each waits for another: {string.Join(" before ", cycle)}; remove one of them");
        return containers;
    }

    private static ComputeSize ParseSize(ScoreFields? fields)
    {
        if (fields is null)
            return new ComputeSize(null, null);

        var cpu = fields.Text("cpu", Quantity.CpuForm(), "processors, such as \"2\", \"0.5\" or \"250m\"");
        var memory = fields.Text("memory", Quantity.MemoryForm(), "bytes with an optional K, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei, such as \"256Mi\" or \"1.5Gi\"");
        fields.RefuseOthers();

        var millicores = cpu is null ? null : Quantity.Millicores(cpu);
        if (cpu is not null && millicores is null)
            fields.Problem("cpu", $"is '{cpu}', which is more than can be counted; make it smaller");
        var bytes = memory is null ? null : Quantity.Bytes(memory);
        if (memory is not null && bytes is null)
            fields.Problem("memory", $"is '{memory}', which is more than can be counted; make it smaller");

        return new ComputeSize(millicores, bytes);
    }

    private static ContainerProbe? ParseProbe(string key, ScoreFields container)
    {
        if (container.Section(key) is not { } fields)
            return null;

        var http = fields.Section("httpGet") is { } get ? ParseHttpProbe(get) : null;
        IReadOnlyList<string>? command = null;
        if (fields.Section("exec") is { } exec)
        {
            command = exec.TextList("command", required: true);
            if (command is { Count: 0 } && exec.Node("command") is YamlList { Items.IsEmpty: true })
                exec.Problem("command", "is empty, expected the command and its arguments; add them");
            exec.RefuseOthers();
        }

        if (fields.Node("httpGet") is null && fields.Node("exec") is null)
            container.Problem(key, "checks nothing, expected httpGet or exec; add one");
        fields.RefuseOthers();

        return new ContainerProbe(http, command);
    }

    private static HttpProbe ParseHttpProbe(ScoreFields fields)
    {
        var headers = new List<HttpProbeHeader>();
        foreach (var header in fields.SectionList("httpHeaders"))
        {
            var name = header.Text("name", HeaderName(), "letters, digits, '_' and '-'", required: true);
            var value = header.Text("value", NotEmpty(), "text that is not empty", required: true);
            header.RefuseOthers();
            headers.Add(new HttpProbeHeader(name ?? "", value ?? ""));
        }

        var probe = new HttpProbe(
            fields.Choice("scheme", ["HTTP", "HTTPS"]) ?? "HTTP",
            fields.Text("host", NotEmpty(), "a host name"),
            fields.Integer("port", 1, 65535, required: true) ?? 0,
            fields.Text("path", required: true, expected: "a path, such as '/healthz'") ?? "",
            [.. headers]);
        fields.RefuseOthers();

        return probe;
    }

    [GeneratedRegex(@".", RegexOptions.Singleline)]
    private static partial Regex NotEmpty();

    [GeneratedRegex(@"^[^=]+\z")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"^0?[0-7]{3}\z")]
    private static partial Regex FileMode();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex HeaderName();
}
