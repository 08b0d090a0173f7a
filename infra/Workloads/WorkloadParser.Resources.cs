using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

internal sealed partial class WorkloadParser
{
    private const string TypeForm = "2 to 63 letters, digits and '-', not starting or ending with '-'";
    private const string IdForm = "2 to 63 of a-z, 0-9 and '-' in one or more labels with '.' between them";

    // What references are checked against: the type of each resource, null where it could not be read.
    private readonly Dictionary<string, string?> declared = [];

    private ImmutableArray<WorkloadResource> ParseResources(ScoreFields? section, string workload)
    {
        if (section is null)
            return [];

        section.CheckNames(Label(), NameForm);
        var declarations = ((YamlMap)root["resources"]!).Entries;
        foreach (var declaration in declarations)
            declared[declaration.Key] = null;

        var all = section.Sections().ToList();
        foreach (var (name, fields) in all)
            declared[name] = fields.Text("type", TypeName(), TypeForm, required: true);

        var resources = all.Select(entry =>
        {
            var (name, fields) = entry;
            var type = declared[name] ?? "";
            var id = fields.Text("id", ResourceId(), IdForm);
            var @class = fields.Text("class", TypeName(), TypeForm) ?? "default";
            var about = fields.Section("metadata");
            ParseAnnotations(about?.Section("annotations"));
            var hasParams = fields.Section("params") is not null;
            fields.RefuseOthers();
            var declaration = declarations.First(candidate => candidate.Key == name);

            return new WorkloadResource
            {
                Name = name,
                Identity = new ResourceIdentity(type, @class, id ?? $"{workload}.{name}"),
                Id = id,
                Metadata = about is null ? null : (ScoreMap)ToValue(fields.Node("metadata")!, fields.PathOf("metadata"), expand: false),
                Params = hasParams ? (ScoreMap)ToValue(fields.Node("params")!, fields.PathOf("params"), expand: true) : null,
                File = declaration.File,
                Line = declaration.Line,
            };
        });

        return [.. resources.OrderBy(resource => resource.Name, StringComparer.Ordinal)];
    }

    /// <summary>What is wrong with a reference; null if nothing is.</summary>
    private string? CheckReference(ResourceReference reference)
    {
        if (!declared.TryGetValue(reference.Resource, out var name))
            return $"names the resource '{reference.Resource}', which resources does not have; {Suggestion.For(reference.Resource, declared.Keys)}";

        if (reference.Output is not { } output || name is null || ResourceTypes.Find(name) is not { } type)
            return null;

        if (!type.HasAnyOutput && !type.Outputs.Contains(output))
            return type.Outputs.IsEmpty
                ? $"asks for '{output}', but the type '{type.Name}' has no outputs; remove the placeholder"
                : $"asks for '{output}', which the type '{type.Name}' does not have; it has {string.Join(", ", type.Outputs)}";

        return reference.Path.Length == 1 ? null : $"asks for '{reference.Path[1]}' inside '{output}', which is a plain value; end the placeholder after '{output}'";
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]\z")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^(?=.{2,63}\z)[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*\z")]
    private static partial Regex ResourceId();
}
