using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>
/// Where each variable and file of a workload is kept. What has anything secret in it is kept whole in a Secret:
/// taken apart, it would have to be put together again where everybody reads.
/// </summary>
public sealed record WorkloadConfiguration
{
    /// <summary>Variables whose values stand in the pod.</summary>
    public required ImmutableArray<(WorkloadContainer Container, string Name, Template Value)> Plain { get; init; }

    /// <summary>Variables whose values stand in the Secret, under <see cref="VariableKey"/>.</summary>
    public required ImmutableArray<(WorkloadContainer Container, string Name, Template Value)> Secret { get; init; }

    /// <summary>Files and where their content is.</summary>
    public required ImmutableArray<ConfiguredFile> Files { get; init; }

    public static WorkloadConfiguration Of(Workload workload, Func<ResourceReference, bool> isSecret)
    {
        var variables = workload.Containers
            .SelectMany(container => container.Variables, (container, variable) => (Container: container, Name: variable.Key, variable.Value))
            .ToLookup(variable => variable.Value.References.Any(isSecret));
        return new WorkloadConfiguration
        {
            Plain = [.. variables[false]],
            Secret = [.. variables[true]],
            Files =
            [
                .. workload.Containers.SelectMany(container => container.Files.Select((file, index) =>
                    new ConfiguredFile(container, file, $"{container.Name}.file-{index}", file.Content?.References.Any(isSecret) == true))),
            ],
        };
    }

    /// <summary>The key of a variable in the Secret: names of containers have no dots, so that no two are the same.</summary>
    public static string VariableKey(WorkloadContainer container, string variable) => $"{container.Name}.{variable}";
}

/// <summary>A file of a container, the key its content is kept under, and whether that is in the Secret.</summary>
public sealed record ConfiguredFile(WorkloadContainer Container, ContainerFile File, string Key, bool IsSecret)
{
    /// <summary>Read by everybody in the container, unless it says otherwise or is secret.</summary>
    public int Mode => (int)(File.Mode ?? (IsSecret ? (UnixFileMode)0b100_100_000 : (UnixFileMode)0b100_100_100));
}
