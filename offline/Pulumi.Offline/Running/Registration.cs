using System.Collections.Immutable;
using Pulumi.Offline.Serialization;

namespace Pulumi.Offline.Running;

/// <summary>What became of a resource's registration, as its output properties see it.</summary>
/// <param name="MissingIsUnknown">In a preview, and of a resource that was left out, what was not said may still come.</param>
internal sealed record Registration(string Urn, string? Id, bool IsIdKnown, PropertyValue.Map Outputs, bool MissingIsUnknown)
{
    public ImmutableDictionary<string, ImmutableArray<Resource>> Sources { get; init; } =
        ImmutableDictionary<string, ImmutableArray<Resource>>.Empty;

    public OutputData<T> Read<T>(Resource resource, string name)
    {
        var resources = ImmutableHashSet.Create(resource);
        if (Sources.TryGetValue(name, out var sources))
            resources = resources.Union(sources);

        var value = Outputs[name];
        if (value is null ? MissingIsUnknown : value.ContainsUnknown)
            return new(default!, false, value?.ContainsSecret ?? false, resources);

        value ??= PropertyValue.Nothing;
        var secret = value.ContainsSecret;
        var read = PropertyReader.For(typeof(T))(
            secret ? value.WithoutSecrets() : value,
            $"{resource.GetResourceType()} '{resource.GetResourceName()}': {name}");
        return new((T)read!, true, secret, resources);
    }
}
