using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Generator.Writing;

/// <summary>Writes classes of inputs: of a resource, of the state of an existing one, of a nested type.</summary>
internal sealed class ArgsWriter(Layout layout)
{
    private readonly TypeText types = new(layout);

    public void WriteResourceArgs(Code code, FactResource resource)
    {
        Write(code, $"{resource.Name}Args", "ResourceArgs", resource.Inputs, Role.ResourceInput);
        if (!resource.HasState)
            return;
        if (layout.Package.HasStates)
            Write(code, $"{resource.Name}State", "ResourceArgs", State(resource), Role.ResourceInput);
        else
            // `Get` keeps its signature; only null can be given.
            code.Line($"\npublic sealed class {resource.Name}State : global::Pulumi.ResourceArgs {{ private {resource.Name}State() {{ }} }}");
    }

    public void WriteNested(Code code, FactObject type) =>
        Write(code, Layout.ResourceInput(type.Name.Name), "ResourceArgs", type.Properties, Role.ResourceInput);

    public void WriteLifted(Code code, string name, string baseClass, IReadOnlyList<FactProperty> properties) =>
        Write(code, name, baseClass, properties, Role.LiftedArgument);

    /// <summary>All that can be known of an existing resource; none of it has to be. What is secret coming out is secret going in.</summary>
    private static FactProperty[] State(FactResource resource) =>
    [
        .. resource.Inputs.Concat(resource.Outputs)
            .DistinctBy(property => property.Wire)
            .OrderBy(property => property.Wire, StringComparer.Ordinal)
            .Select(property => property with
            {
                IsRequired = false,
                Default = null,
                IsSecret = property.IsSecret || resource.SecretOutputs.Contains(property.Wire),
            }),
    ];

    private void Write(Code code, string name, string baseClass, IReadOnlyList<FactProperty> properties, Role role)
    {
        code.Line("");
        code.Open($"public {(layout.IsKubernetes ? "" : "sealed ")}class {name} : global::Pulumi.{baseClass}");
        foreach (var property in properties)
            WriteProperty(code, property, role);
        code.Open($"public {name}()");
        foreach (var property in properties.Where(property => property.Default is not null))
            code.Line($"{property.Name} = {property.Default};");
        code.Close();
        code.Line($"public static new {name} Empty => new {name}();");
        code.Close();
    }

    /// <summary>A list or a map is there as soon as it is asked for, so that a collection initialiser can fill it; a secret is marked when it is set.</summary>
    private void WriteProperty(Code code, FactProperty property, Role role)
    {
        var type = types.Input(property.Type, role);
        var isCollection = property.Type is FactType.Sequence or FactType.Map;
        code.Line($"[global::Pulumi.Input({CSharp.Text(property.Wire)}{(property.IsRequired ? ", required: true" : "")}{(property.IsJson ? ", json: true" : "")})]");
        if (!isCollection && !property.IsSecret)
        {
            WriteObsolete(code, property);
            code.Line(property.IsRequired ? $"public {type} {property.Name} {{ get; set; }} = null!;" : $"public {type}? {property.Name} {{ get; set; }}");
            return;
        }

        var field = CSharp.Field(property.Wire);
        var given = property.IsSecret ? $"global::{layout.Root}.Package.Secret<{types.Element(property.Type, role)}>(value)" : "value";
        code.Line($"private {type}? {field};");
        WriteObsolete(code, property);
        code.Line(isCollection
            ? $"public {type} {property.Name} {{ get => {field} ??= new(); set => {field} = {given}; }}"
            : $"public {type}? {property.Name} {{ get => {field}; set => {field} = {given}; }}");
    }

    private static void WriteObsolete(Code code, FactProperty property)
    {
        if (property.IsDeprecated)
            code.Line(CSharp.Obsolete);
    }
}
