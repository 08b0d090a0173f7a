namespace Slipway.Providers.Generator.Writing;

/// <summary>What the classes of a package share: its version, the attribute of its resources, options, secrets.</summary>
internal static class PackageClass
{
    public static string AttributeName(Layout layout) => layout.Root["Pulumi.".Length..] + "ResourceType";

    public static void Write(Code code, Layout layout)
    {
        code.Line($$"""

            internal sealed class {{AttributeName(layout)}}Attribute(string type) : global::Pulumi.ResourceTypeAttribute(type, Package.Version);

            internal static class Package
            {
                public const string Version = "{{layout.Package.Version}}";

                public static global::Pulumi.CustomResourceOptions Options(
                    global::Pulumi.CustomResourceOptions? options,
                    global::Pulumi.Input<string>? id,
                    string[]? secretOutputs = null,
                    string[]? replaceOnChanges = null,
                    string[]? aliases = null)
                {
                    var defaults = new global::Pulumi.CustomResourceOptions { Version = Version };
                    if (secretOutputs is not null)
                        defaults.AdditionalSecretOutputs.AddRange(secretOutputs);
                    if (replaceOnChanges is not null)
                        defaults.ReplaceOnChanges.AddRange(replaceOnChanges);
                    foreach (var alias in aliases ?? global::System.Array.Empty<string>())
                        defaults.Aliases.Add(new global::Pulumi.Alias { Type = alias });
                    var merged = global::Pulumi.CustomResourceOptions.Merge(defaults, options);
                    merged.Id = id ?? merged.Id;
                    return merged;
                }

                public static global::Pulumi.InvokeOptions Options(global::Pulumi.InvokeOptions? options) => new()
                {
                    Parent = options?.Parent,
                    Provider = options?.Provider,
                    Version = options?.Version ?? Version,
                    PluginDownloadURL = options?.PluginDownloadURL,
                };

                public static global::Pulumi.InvokeOutputOptions Options(global::Pulumi.InvokeOutputOptions options) => new()
                {
                    DependsOn = options.DependsOn,
                    Parent = options.Parent,
                    Provider = options.Provider,
                    Version = options.Version ?? Version,
                    PluginDownloadURL = options.PluginDownloadURL,
                };

                public static global::Pulumi.Output<T> Secret<T>(global::Pulumi.Input<T>? value)
                {
                    var secret = global::Pulumi.Output.CreateSecret(0);
                    return global::Pulumi.Output.Tuple<global::Pulumi.Input<T>?, int>(value, secret).Apply(both => both.Item1);
                }
            }
            """);
        if (!layout.IsKubernetes)
            return;
        code.Line("""

            public abstract class KubernetesResource : global::Pulumi.CustomResource
            {
                internal KubernetesResource(string type, string name, global::Pulumi.ResourceArgs? args, global::Pulumi.CustomResourceOptions? options = null)
                    : base(type, name, args, options)
                {
                }
            }
            """);
    }
}
