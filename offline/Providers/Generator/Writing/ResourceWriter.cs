using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Generator.Writing;

/// <summary>Writes the class of a resource.</summary>
internal sealed class ResourceWriter(Layout layout)
{
    private readonly TypeText types = new(layout);

    public void Write(Code code, FactResource resource)
    {
        var token = CSharp.Text(resource.Token);
        var baseClass = resource.IsProvider ? "Pulumi.ProviderResource" : layout.IsKubernetes ? "Pulumi.Kubernetes.KubernetesResource" : "Pulumi.CustomResource";
        code.Line("");
        code.Line($"[global::{layout.Root}.{PackageClass.AttributeName(layout)}({token})]");
        code.Open($"public partial class {resource.Name} : global::{baseClass}");
        foreach (var property in resource.Outputs)
        {
            if (property.IsDeprecated)
                code.Line(CSharp.Obsolete);
            var optional = property.IsOptionalOutput && !(layout.IsKubernetes && !resource.IsProvider);
            code.Line($"[global::Pulumi.Output({CSharp.Text(property.Wire)})]");
            code.Line($"public global::Pulumi.Output<{types.Output(property.Type, optional, Role.ResourceOutput)}> {property.Name} {{ get; private set; }} = null!;");
        }

        WriteConstructors(code, resource, resource.IsProvider ? CSharp.Text(layout.Package.Name) : token);
        code.Close();
    }

    private void WriteConstructors(Code code, FactResource resource, string token)
    {
        var args = $"global::{layout.ArgsNamespace(resource.Module)}.{resource.Name}Args";
        var isOptional = layout.IsKubernetes || !resource.Inputs.Any(property => property.IsRequired);
        var constants = resource.Inputs.Where(property => property.Constant is not null).ToArray();
        var given = constants.Length > 0 ? "MakeArgs(args)" : $"args ?? new {args}()";
        code.Open($"public {resource.Name}(string name, {args}{(isOptional ? "? args = null" : " args")}, global::Pulumi.CustomResourceOptions? options = null) : base({token}, name, {given}, MakeResourceOptions(options, \"\"))");
        code.Close();
        if (!resource.IsProvider)
            WriteGet(code, resource, token);
        if (constants.Length > 0)
        {
            code.Open($"private static {args} MakeArgs({args}? args)");
            code.Line($"args ??= new {args}();");
            foreach (var constant in constants)
                code.Line($"args.{constant.Name} = {constant.Constant};");
            code.Line("return args;");
            code.Close();
        }

        var extra = List("secretOutputs", resource.SecretOutputs) + List("replaceOnChanges", resource.ReplaceOnChanges) + List("aliases", resource.Aliases);
        code.Line($"private static global::Pulumi.CustomResourceOptions MakeResourceOptions(global::Pulumi.CustomResourceOptions? options, global::Pulumi.Input<string>? id) => global::{layout.Root}.Package.Options(options, id{extra});");
    }

    private static void WriteGet(Code code, FactResource resource, string token)
    {
        var (parameter, argument, value) = resource.HasState ? ($"{resource.Name}State? state = null, ", "state, ", "state") : ("", "", "null");
        code.Open($"private {resource.Name}(string name, global::Pulumi.Input<string> id, {parameter}global::Pulumi.CustomResourceOptions? options = null) : base({token}, name, {value}, MakeResourceOptions(options, id))");
        code.Close();
        code.Line($"public static {resource.Name} Get(string name, global::Pulumi.Input<string> id, {parameter}global::Pulumi.CustomResourceOptions? options = null) => new {resource.Name}(name, id, {argument}options);");
    }

    private static string List(string label, IReadOnlyList<string> values) =>
        values.Count == 0 ? "" : $", {label}: new[] {{ {string.Join(", ", values.Select(CSharp.Text))} }}";
}
