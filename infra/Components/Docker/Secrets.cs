using System.Collections.Immutable;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components.Docker;

/// <summary>Which variables of containers are secret, and how each container takes them.</summary>
public sealed class Secrets(WorkloadCatalog catalog, DockerSettings settings)
{
    internal const string Folder = "/run/secrets";

    // $(...) strips line ends at the end of a value; the x behind them keeps them.
    internal const string ReadThenRun =
        "for file in " + Folder + "/*; do value=$(cat \"$file\"; printf x); export \"${file##*/}=${value%x}\"; done; exec \"$@\"";

    /// <summary>The variables of a container that must not be seen.</summary>
    public ImmutableArray<string> Variables(Workload workload, WorkloadContainer container) =>
        [.. container.Variables.Where(variable => variable.Value.References.Any(reference => IsSecret(workload, reference))).Select(variable => variable.Key)];

    /// <summary>How the container takes them; null when nobody has said how, and there is no way to tell.</summary>
    public SecretDelivery? Of(Workload workload, WorkloadContainer container)
    {
        if (settings.SecretDelivery.TryGetValue(workload.Name, out var chosen))
            return chosen;
        if (container.Command is not null)
            return SecretDelivery.Shell;
        return container.NeedsImage ? SecretDelivery.Entrypoint : null;
    }

    private bool IsSecret(Workload workload, ResourceReference reference)
    {
        var type = catalog.Resource(workload, reference.Resource).Type;
        return reference.Output is { } output
            && (type == "environment" ? settings.SecretKeys.Contains(output) : ResourceTypes.Find(type)?.IsSecret(output) == true);
    }
}
