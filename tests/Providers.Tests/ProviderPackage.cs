using System.Reflection;
using Slipway.Providers.Generator.Facts;

namespace Slipway.Providers.Tests;

/// <summary>A package as its facts have it, and the assembly that was made of them.</summary>
internal sealed record ProviderPackage(FactPackage Facts, Assembly Assembly)
{
    public static TheoryData<string> Names => ["aws", "azure", "command", "docker", "kubernetes", "random"];

    public static ProviderPackage Of(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Facts", $"{name}.facts");
        return new(FactReader.Read(File.ReadLines(path), path), Assembly.Load($"Pulumi.{char.ToUpperInvariant(name[0])}{name[1..]}"));
    }

    public static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Facts", file));

    /// <summary>The resource classes by token.</summary>
    public Dictionary<string, Type> Resources() => Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<Pulumi.ResourceTypeAttribute>() is not null)
        .ToDictionary(type => type.GetCustomAttribute<Pulumi.ResourceTypeAttribute>()!.Type, StringComparer.Ordinal);
}
