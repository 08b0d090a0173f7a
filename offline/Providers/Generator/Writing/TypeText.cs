using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Generator.Writing;

/// <summary>Which of its classes a nested type is meant by.</summary>
internal enum Role
{
    ResourceInput,
    ResourceOutput,

    /// <summary>Arguments of a function that is awaited: plain values.</summary>
    PlainArgument,

    /// <summary>Arguments of a function that gives an output: inputs.</summary>
    LiftedArgument,
    FunctionOutput,
}

/// <summary>Writes types in C#.</summary>
internal sealed class TypeText(Layout layout)
{
    private const string Immutable = "global::System.Collections.Immutable.Immutable";
    private const string Plain = "global::System.Collections.Generic.";

    /// <summary>The type of an input property.</summary>
    public string Input(FactType type, Role role) => type switch
    {
        FactType.Sequence list => $"global::Pulumi.InputList<{Element(list.Element, role)}>",
        FactType.Map map => $"global::Pulumi.InputMap<{Element(map.Element, role)}>",
        FactType.Anything when layout.IsKubernetes => "global::Pulumi.InputJson",
        FactType.Either either when Kinds(either, role) is [var first, var second] => $"global::Pulumi.InputUnion<{first}, {second}>",
        _ => $"global::Pulumi.Input<{Element(type, role)}>",
    };

    /// <summary>The type of an output property or of a field of an output type.</summary>
    public string Output(FactType type, bool optional, Role role)
    {
        var text = Element(type, role);
        return optional && type is not FactType.Sequence ? text + "?" : text;
    }

    /// <summary>A value within a list, a map or an output.</summary>
    public string Element(FactType type, Role role) => type switch
    {
        FactType.Simple simple => simple.Name,
        FactType.Anything => layout.IsKubernetes ? "global::System.Text.Json.JsonElement" : "object",
        FactType.Sequence list => role == Role.PlainArgument ? $"{Plain}List<{Element(list.Element, role)}>" : $"{Immutable}Array<{Element(list.Element, role)}>",
        FactType.Map map => role == Role.PlainArgument
            ? $"{Plain}Dictionary<string, {Element(map.Element, role)}>"
            : $"{Immutable}Dictionary<string, {Element(map.Element, role)}>",
        FactType.Named named => Named(named.Name, role),
        FactType.Choice choice => $"global::{layout.ResourceNamespace(choice.Name.Module)}.{choice.Name.Name}",
        FactType.Either either => Kinds(either, role) switch
        {
            [var only] => only,
            [var first, var second] => $"global::Pulumi.Union<{first}, {second}>",
            _ => "object",
        },
        _ => throw new FactException($"{type} has no form in C#"),
    };

    private string Named(TypeName name, Role role)
    {
        var text = role switch
        {
            Role.ResourceInput or Role.PlainArgument => Layout.ResourceInput(name.Name),
            Role.LiftedArgument => name.Name + "InputArgs",
            Role.ResourceOutput => name.Name,
            _ => layout.FunctionOutput(name.Name),
        };
        var space = role is Role.ResourceOutput or Role.FunctionOutput ? layout.OutputNamespace(name.Module) : layout.InputNamespace(name.Module);
        return $"global::{space}.{text}";
    }

    /// <summary>The distinct types of a union. On the way out, a choice among texts is a text.</summary>
    private string[] Kinds(FactType.Either either, Role role)
    {
        var isOutput = role is Role.ResourceOutput or Role.FunctionOutput;
        var kinds = either.Kinds.AsEnumerable();
        if (isOutput && either.Kinds.Any(kind => kind is FactType.Simple) && either.Kinds.Any(kind => kind is FactType.Choice))
            kinds = kinds.Where(kind => kind is not FactType.Choice);
        return [.. kinds.Select(kind => Element(kind, role)).Distinct()];
    }
}
