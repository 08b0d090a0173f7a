using System.Collections.Immutable;
using Pulumi.Testing;

namespace Infra.Tests.Docker;

/// <summary>Reads what was declared for a Docker host.</summary>
internal static class DockerDeclared
{
    public static IEnumerable<MockResourceArgs> Containers(this IReadOnlyDictionary<string, MockResourceArgs> declared) =>
        declared.Values.Where(resource => resource.Type == "docker:index/container:Container");

    /// <summary>Containers that run: all but those that only carry files for others.</summary>
    public static IEnumerable<MockResourceArgs> Started(this IReadOnlyDictionary<string, MockResourceArgs> declared) =>
        declared.Containers().Where(container => container.Inputs.GetValueOrDefault("start") is not false);

    /// <summary>Containers that are kept running.</summary>
    public static IEnumerable<MockResourceArgs> Kept(this IReadOnlyDictionary<string, MockResourceArgs> declared) =>
        declared.Started().Where(container => container.Inputs.GetValueOrDefault("mustRun") is not false);

    public static string[] Texts(this MockResourceArgs resource, string input) =>
        resource.Inputs.TryGetValue(input, out var value) ? [.. ((ImmutableArray<object>)value).Cast<string>()] : [];

    public static ImmutableDictionary<string, object>[] Items(this MockResourceArgs resource, string input) =>
        resource.Inputs.TryGetValue(input, out var value) ? [.. ((ImmutableArray<object>)value).Cast<ImmutableDictionary<string, object>>()] : [];

    public static ImmutableDictionary<string, object> Map(this MockResourceArgs resource, string input) =>
        resource.Inputs.TryGetValue(input, out var value) ? (ImmutableDictionary<string, object>)value : ImmutableDictionary<string, object>.Empty;

    public static string[] Strings(this ImmutableDictionary<string, object> item, string key) =>
        item.TryGetValue(key, out var value) ? [.. ((ImmutableArray<object>)value).Cast<string>()] : [];

    public static IReadOnlyDictionary<string, string> Labels(this MockResourceArgs resource) =>
        resource.Items("labels").ToDictionary(label => (string)label["label"], label => (string)label["value"]);

    /// <summary>Variables by name.</summary>
    public static IReadOnlyDictionary<string, string> Variables(this MockResourceArgs resource) =>
        resource.Texts("envs").Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    /// <summary>The text of a file that a container finds, which another container carries.</summary>
    public static string File(this IReadOnlyDictionary<string, MockResourceArgs> declared, string container, string path) =>
        (string)declared.Upload(container, path)["content"];

    public static ImmutableDictionary<string, object> Upload(this IReadOnlyDictionary<string, MockResourceArgs> declared, string container, string path) =>
        declared[$"{container}.files"].Items("uploads").Single(upload => (string)upload["file"] == path);

    public static string[] Networks(this MockResourceArgs resource) =>
        [.. resource.Items("networksAdvanced").Select(network => (string)network["name"]).Order(StringComparer.Ordinal)];

    public static string[] Names(this MockResourceArgs resource, string network) =>
        resource.Items("networksAdvanced").Single(item => (string)item["name"] == network).Strings("aliases");
}
