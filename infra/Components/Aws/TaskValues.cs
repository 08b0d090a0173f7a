using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Aws;

/// <summary>
/// The variables and files of a workload with their placeholders filled in, what is secret apart from what is not. All
/// secret ones of a workload are values of one secret in Secrets Manager, which the task refers to.
/// </summary>
public sealed class TaskValues
{
    private static readonly ImmutableSortedDictionary<string, Output<string>> None = ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal);

    private readonly WorkloadServiceArgs _args;
    private readonly StoredSecret? _secret;

    public TaskValues(WorkloadServiceArgs args)
    {
        _args = args;
        var secrets = new Dictionary<string, Output<string>>();
        foreach (var container in args.Workload.Containers)
        {
            foreach (var (name, template) in container.Variables.Where(variable => IsSecret(variable.Value)))
                secrets[Key(container, name)] = Text(template);
            foreach (var (file, index) in container.Files.Select((file, index) => (file, index)).Where(entry => IsSecret(entry.file.Content)))
                secrets[FileVariable(container, index)] = Text(file.Content!);
        }
        if (secrets.Count > 0)
            _secret = args.Secrets.Store($"workload-{args.Workload.Name}", $"Secret variables and files of {args.Workload.Name}", secrets);
    }

    /// <summary>What starting the workload takes because of its secrets.</summary>
    public ImmutableArray<PolicyStatement> Readable => _secret?.Readable ?? [];

    public ImmutableSortedDictionary<string, Output<string>> PlainFiles => Files(
        file => !IsSecret(file.Content),
        (_, _, file) => file.Content is { } content ? Text(content) : Output.Create(Convert.ToBase64String(file.Bytes!.Value.Span)));

    public ImmutableSortedDictionary<string, Output<string>> SecretFiles => Files(
        file => IsSecret(file.Content),
        (container, index, _) => _secret!.Reference(FileVariable(container, index)));

    public ImmutableSortedDictionary<string, Output<string>> Plain(WorkloadContainer container) => container.Variables
        .Where(variable => !IsSecret(variable.Value))
        .ToImmutableSortedDictionary(variable => variable.Key, variable => Text(variable.Value), StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, Output<string>> Secret(WorkloadContainer container) => container.Variables
        .Where(variable => IsSecret(variable.Value))
        .ToImmutableSortedDictionary(variable => variable.Key, variable => _secret!.Reference(Key(container, variable.Key)), StringComparer.Ordinal);

    /// <summary>The variable a file reaches the container in that writes it.</summary>
    public static string FileVariable(WorkloadContainer container, int index) => $"FILE_{container.Name.Replace('-', '_')}_{index}";

    // A colon would end the key where ECS refers to it.
    private static string Key(WorkloadContainer container, string variable) => $"{container.Name}_{variable}".Replace(':', '_');

    private ImmutableSortedDictionary<string, Output<string>> Files(Func<ContainerFile, bool> which, Func<WorkloadContainer, int, ContainerFile, Output<string>> value)
    {
        var files = None.ToBuilder();
        foreach (var container in _args.Workload.Containers)
        {
            foreach (var (file, index) in container.Files.Select((file, index) => (file, index)).Where(entry => which(entry.file)))
                files[FileVariable(container, index)] = value(container, index, file);
        }
        return files.ToImmutable();
    }

    private bool IsSecret(Template? template) => template is not null && template.References.Any(_args.IsSecret);

    private Output<string> Text(Template template) =>
        template.Resolve(text => Output.Create(text), _args.Lookup, parts => Output.All(parts).Apply(all => string.Concat(all)));
}
