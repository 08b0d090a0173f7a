using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Generator.Writing;

/// <summary>Writes the class of a function with its arguments, plain and as inputs, and its result.</summary>
internal sealed class FunctionWriter(Layout layout)
{
    private readonly TypeText types = new(layout);
    private readonly ArgsWriter lifted = new(layout);
    private readonly OutputTypeWriter outputs = new(layout);

    public void Write(Code code, FactFunction function)
    {
        var (name, token, result) = (function.Name, CSharp.Text(function.Token), $"{function.Name}Result");
        var hasArgs = function.Inputs.Count > 0;
        var isOptional = !function.Inputs.Any(property => property.IsRequired);
        string Parameter(string kind, bool optional) => !hasArgs ? "" : $"{name}{kind}{(optional ? "? args = null, " : " args, ")}";
        string Args(string kind) => hasArgs ? $"args ?? new {name}{kind}()" : "global::Pulumi.InvokeArgs.Empty";
        var instance = "global::Pulumi.Deployment.Instance";
        var options = $"global::{layout.Root}.Package.Options(options)";

        code.Line("");
        code.Open($"public static class {name}");
        code.Line($"public static global::System.Threading.Tasks.Task<{result}> InvokeAsync({Parameter("Args", isOptional)}global::Pulumi.InvokeOptions? options = null) => {instance}.InvokeAsync<{result}>({token}, {Args("Args")}, {options});");
        code.Line($"public static global::Pulumi.Output<{result}> Invoke({Parameter("InvokeArgs", isOptional)}global::Pulumi.InvokeOptions? options = null) => {instance}.Invoke<{result}>({token}, {Args("InvokeArgs")}, {options});");
        code.Line($"public static global::Pulumi.Output<{result}> Invoke({Parameter("InvokeArgs", false)}global::Pulumi.InvokeOutputOptions options) => {instance}.Invoke<{result}>({token}, {Args("InvokeArgs")}, {options});");
        code.Close();
        if (hasArgs)
        {
            WritePlain(code, $"{name}Args", function.Inputs);
            lifted.WriteLifted(code, $"{name}InvokeArgs", "InvokeArgs", function.Inputs);
        }

        outputs.Write(code, result, function.Outputs, Role.FunctionOutput);
    }

    public void WriteNestedArguments(Code code, FactObject type)
    {
        WritePlain(code, $"{type.Name.Name}Args", type.Properties);
        lifted.WriteLifted(code, $"{type.Name.Name}InputArgs", "ResourceArgs", type.Properties);
    }

    private void WritePlain(Code code, string name, IReadOnlyList<FactProperty> properties)
    {
        code.Line("");
        code.Open($"public sealed class {name} : global::Pulumi.InvokeArgs");
        foreach (var property in properties)
        {
            var type = types.Element(property.Type, Role.PlainArgument);
            var attribute = $"[global::Pulumi.Input({CSharp.Text(property.Wire)}{(property.IsRequired ? ", required: true" : "")})]";
            if (property.Type is FactType.Sequence or FactType.Map)
            {
                var field = CSharp.Field(property.Wire);
                code.Line(attribute);
                code.Line($"private {type}? {field};");
                code.Line($"public {type} {property.Name} {{ get => {field} ??= new(); set => {field} = value; }}");
                continue;
            }

            code.Line(attribute);
            code.Line($"public {type}{(property.IsRequired ? "" : "?")} {property.Name} {{ get; set; }}{(property.IsRequired ? " = default!;" : "")}");
        }

        code.Line($"public static new {name} Empty => new {name}();");
        code.Close();
    }
}
