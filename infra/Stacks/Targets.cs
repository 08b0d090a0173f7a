using System.Collections.Immutable;
using Slipway.Infra.Components;

namespace Slipway.Infra.Stacks;

/// <summary>The targets a stack can name. Each reads its own settings first, and is made when all settings were found right.</summary>
public static class Targets
{
    private static readonly ImmutableSortedDictionary<string, Func<SettingsReader, Func<TargetContext, ITarget>>> Known =
        ImmutableSortedDictionary.Create<string, Func<SettingsReader, Func<TargetContext, ITarget>>>(StringComparer.Ordinal)
            .Add("aws", AwsSection.Read)
            .Add("azure", AzureSection.Read)
            .Add("docker", DockerSection.Read)
            .Add("kubernetes", KubernetesSection.Read)
            .Add("local", LocalSection.Read);

    public static IReadOnlyCollection<string> Names { get; } = [.. Known.Keys];

    /// <summary>Reads the settings of the target of that name; null for a name the reader has already refused.</summary>
    public static Func<TargetContext, ITarget>? Read(SettingsReader reader, string name) => Known.GetValueOrDefault(name)?.Invoke(reader);
}
