using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Generator.Writing;

/// <summary>Writes classes that values coming back are read into.</summary>
internal sealed class OutputTypeWriter(Layout layout)
{
    private readonly TypeText types = new(layout);

    public void Write(Code code, FactObject type)
    {
        var isResult = type.Kind == FactObjectKind.FunctionOutput;
        Write(code, isResult ? layout.FunctionOutput(type.Name.Name) : type.Name.Name, type.Properties, isResult ? Role.FunctionOutput : Role.ResourceOutput);
    }

    public void Write(Code code, string name, IReadOnlyList<FactProperty> properties, Role role)
    {
        code.Line("");
        code.Line("[global::Pulumi.OutputType]");
        code.Open($"public sealed class {name}");
        foreach (var property in properties)
            code.Line($"public readonly {Type(property, role)} {property.Name};");
        code.Line("[global::Pulumi.OutputConstructor]");
        code.Open($"private {name}({string.Join(", ", properties.Select(property => Parameter(property, role)))})");
        foreach (var property in properties)
            code.Line($"this.{property.Name} = {CSharp.Parameter(property.Wire)};");
        code.Close();
        code.Close();
    }

    private string Parameter(FactProperty property, Role role)
    {
        var name = CSharp.Parameter(property.Wire);
        var wire = name.TrimStart('@') == property.Wire ? "" : $"[global::Pulumi.OutputConstructorParameter({CSharp.Text(property.Wire)})] ";
        return $"{wire}{Type(property, role)} {name}";
    }

    private string Type(FactProperty property, Role role) => types.Output(property.Type, property.IsOptionalOutput && !layout.IsKubernetes, role);
}
