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
        var defaults = properties.Where(property => property.Default is not null).ToArray();
        code.Open($"public {name}()");
        foreach (var property in defaults)
            code.Line($"{property.Name} = {property.Default};");
        code.Close();
        code.Line($"public static new {name} Empty => new {name}();");
        code.Close();
    }

    private void WriteProperty(Code code, FactProperty property, Role role)
    {
        var type = types.Input(property.Type, role);
        var attribute = $"[global::Pulumi.Input({CSharp.Text(property.Wire)}{(property.IsRequired ? ", required: true" : "")}{(property.IsJson ? ", json: true" : "")})]";
        var field = "_" + CSharp.Parameter(property.Wire).TrimStart('@');
        var setter = property.IsSecret ? $"Package.Secret<{Given(property.Type, role)}>(value)" : "value";
        if (property.IsDeprecated)
            attribute += " [global::System.Obsolete(\"Deprecated in the provider's package.\")]";
        if (property.Type is FactType.Sequence or FactType.Map)
        {
            code.Line(attribute.Replace(" [global::System.Obsolete(\"Deprecated in the provider's package.\")]", "", StringComparison.Ordinal));
            code.Line($"private {type}? {field};");
            if (property.IsDeprecated)
                code.Line("[global::System.Obsolete(\"Deprecated in the provider's package.\")]");
            code.Line($"public {type} {property.Name} {{ get => {field} ??= new(); set => {field} = {Qualify(setter)}; }}");
        }
        else if (property.IsSecret)
        {
            code.Line($"[global::Pulumi.Input({CSharp.Text(property.Wire)}{(property.IsRequired ? ", required: true" : "")}{(property.IsJson ? ", json: true" : "")})]");
            code.Line($"private {type}? {field};");
            if (property.IsDeprecated)
                code.Line("[global::System.Obsolete(\"Deprecated in the provider's package.\")]");
            code.Line($"public {type}? {property.Name} {{ get => {field}; set => {field} = {Qualify(setter)}; }}");
        }
        else
        {
            code.Line(attribute);
            code.Line(property.IsRequired ? $"public {type} {property.Name} {{ get; set; }} = null!;" : $"public {type}? {property.Name} {{ get; set; }}");
        }
    }

    private string Qualify(string setter) => setter.Replace("Package.", $"global::{layout.Root}.Package.", StringComparison.Ordinal);

    /// <summary>What an input property holds once its outputs are known.</summary>
    private string Given(FactType type, Role role) => types.Element(type, role);
}
