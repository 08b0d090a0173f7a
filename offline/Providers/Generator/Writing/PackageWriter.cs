using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Generator.Writing;

/// <summary>Writes all classes of a package: one file a namespace.</summary>
internal static class PackageWriter
{
    public static IEnumerable<(string Name, string Text)> Write(FactPackage package)
    {
        var layout = new Layout(package);
        var files = new SortedDictionary<string, Code>(StringComparer.Ordinal);
        Code In(string space) => files.TryGetValue(space, out var code) ? code : files[space] = new Code(space);

        PackageClass.Write(In(layout.Root), layout);
        var resources = new ResourceWriter(layout);
        var args = new ArgsWriter(layout);
        var functions = new FunctionWriter(layout);
        var outputs = new OutputTypeWriter(layout);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in package.Resources)
        {
            resources.Write(In(layout.ResourceNamespace(resource.Module)), resource);
            args.WriteResourceArgs(In(layout.ArgsNamespace(resource.Module)), resource);
            written.Add($"{layout.ArgsNamespace(resource.Module)}.{resource.Name}Args");
        }

        foreach (var function in package.Functions)
            functions.Write(In(layout.ResourceNamespace(function.Module)), function);
        foreach (var type in package.Objects)
        {
            var code = In(layout.NamespaceOf(type));
            switch (type.Kind)
            {
                // Of a resource that is also part of another (a claim in a stateful set) there is one class of arguments.
                case FactObjectKind.ResourceInput when written.Add($"{layout.NamespaceOf(type)}.{Layout.ResourceInput(type.Name.Name)}"):
                    args.WriteNested(code, type);
                    break;
                case FactObjectKind.FunctionInput:
                    functions.WriteNestedArguments(code, type);
                    break;
                case FactObjectKind.ResourceOutput or FactObjectKind.FunctionOutput:
                    outputs.Write(code, type);
                    break;
            }
        }

        foreach (var choice in package.Enums)
            EnumWriter.Write(In(layout.ResourceNamespace(choice.Name.Module)), choice);
        return files.Select(file => ($"{file.Key}.g.cs", file.Value.ToString()));
    }
}
