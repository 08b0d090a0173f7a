using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Generator.Writing;

/// <summary>Where the classes of a package stand and what they are called.</summary>
internal sealed class Layout(FactPackage package)
{
    public FactPackage Package { get; } = package;

    /// <summary>Kubernetes has one set of classes for arguments and nested inputs, apart from the resources.</summary>
    public bool IsKubernetes { get; } = package.Name == "kubernetes";

    /// <summary>What comes from Terraform through the bridge names the types of functions apart.</summary>
    public bool IsBridged { get; } = package.Name is "aws" or "azure" or "docker" or "random";

    public string Root { get; } = "Pulumi." + char.ToUpperInvariant(package.Name[0]) + package.Name[1..];

    public string ResourceNamespace(string module) => Join(Root, Space(module));

    public string ArgsNamespace(string module) => IsKubernetes && module.Length > 0 ? InputNamespace(module) : ResourceNamespace(module);

    public string InputNamespace(string module) => IsKubernetes ? Join($"{Root}.Types.Inputs", Space(module)) : $"{ResourceNamespace(module)}.Inputs";

    public string OutputNamespace(string module) => IsKubernetes ? Join($"{Root}.Types.Outputs", Space(module)) : $"{ResourceNamespace(module)}.Outputs";

    public string NamespaceOf(FactObject type) =>
        type.Kind is FactObjectKind.ResourceInput or FactObjectKind.FunctionInput ? InputNamespace(type.Name.Module) : OutputNamespace(type.Name.Module);

    public static string ResourceInput(string name) => name.EndsWith("Args", StringComparison.Ordinal) ? name : name + "Args";

    public string FunctionOutput(string name) => IsBridged ? name + "Result" : name;

    private string Space(string module) =>
        Package.Namespaces.TryGetValue(module, out var space) ? space : throw new FactException($"the facts have no namespace for module '{module}'");

    private static string Join(string first, string second) => second.Length == 0 ? first : $"{first}.{second}";
}
