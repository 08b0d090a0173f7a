using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components;

/// <summary>What was declared of workloads that run images, for whoever carries a release on.</summary>
/// <param name="Slots">What the configuration says of slots; a workload it does not name is in its first one.</param>
public sealed record DeclaredReleases(WorkloadCatalog Catalog, SlotPlan Slots, ImageSource Images)
{
    /// <param name="instances">What was made of each workload, by its name.</param>
    /// <param name="isDivided">Whether the requests of a routed workload can be divided between its slots.</param>
    public ImmutableArray<WorkloadRelease> Of(IReadOnlyDictionary<string, Output<ImmutableArray<string>>> instances, Func<Workload, bool>? isDivided = null) =>
    [
        .. from workload in Catalog.Workloads
           where workload.Kind == WorkloadKind.Service
           let image = ImageOf(workload)
           select new WorkloadRelease(workload, Filled(workload, image))
           {
               Current = image is null ? "" : ImageVersion.Of(image) ?? "",
               IsRouted = IsRouted(workload) && isDivided?.Invoke(workload) != false,
               Instances = instances[workload.Name],
               RecreatedBecause = workload.IsRecreated ? "it says slipway.dev/strategy: recreate" : null,
           },
    ];

    /// <summary>The ids of what was made, known once all of it is there.</summary>
    public static Output<ImmutableArray<string>> IdsOf(IEnumerable<CustomResource> resources) => Output.All(resources.Select(resource => resource.Id));

    private bool IsRouted(Workload workload) => Catalog.Resources.Any(resource => resource.Type == "route" && resource.Owner == workload);

    // One image is what a pipeline sets; containers that name theirs in the file are part of the description.
    private string? ImageOf(Workload workload) =>
        workload.Containers.FirstOrDefault(container => container.NeedsImage) is { } container ? Images.Of(workload, container) : null;

    // A kept slot runs what was recorded of it; the other ones what is said now.
    private ReleaseState Filled(Workload workload, string? image)
    {
        var state = Slots[workload.Name];
        return state with
        {
            Slots = state.Slots.SetItems(state.Slots.Where(slot => !slot.Value.IsKept).Select(slot => KeyValuePair.Create(slot.Key, slot.Value with
            {
                Image = image,
                Version = slot.Value.Version ?? (image is null ? null : ImageVersion.Of(image)),
            }))),
        };
    }
}
