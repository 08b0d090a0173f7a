using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Offline.Serialization;

/// <summary>The output properties of a resource class; looked up once per class.</summary>
internal sealed class OutputShape
{
    private static readonly ConcurrentDictionary<Type, OutputShape> Known = new();

    private readonly ImmutableArray<Action<Resource>> slots;

    private OutputShape(Type type)
    {
        // What a stack gives is what its constructor assigns; nothing comes back for it.
        slots = typeof(Stack).IsAssignableFrom(type)
            ? []
            : [.. PropertiesOf(type).Where(property => IsOutput(property.Info) && property.Info.SetMethod is not null).Select(Slot)];
    }

    public static OutputShape Of(Type type) => Known.GetOrAdd(type, static key => new OutputShape(key));

    public static IEnumerable<OutputProperty> PropertiesOf(Type type)
    {
        foreach (var property in TypeMembers.Declared(type).OfType<PropertyInfo>())
        {
            if (property.GetCustomAttribute<OutputAttribute>() is { } output)
                yield return new(output.Name ?? property.Name, property);
        }
    }

    /// <summary>Gives every output property an output that is answered by the resource's registration.</summary>
    public void Attach(Resource resource)
    {
        foreach (var slot in slots)
            slot(resource);
    }

    private static bool IsOutput(PropertyInfo property) =>
        property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Output<>);

    private static Action<Resource> Slot(OutputProperty property) =>
        (Action<Resource>)typeof(OutputShape)
            .GetMethod(nameof(TypedSlot), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(property.Info.PropertyType.GetGenericArguments())
            .Invoke(null, [property.Name, property.Info])!;

    private static Action<Resource> TypedSlot<T>(string name, PropertyInfo property)
    {
        var setter = MethodInvoker.Create(property.SetMethod!);
        return resource => setter.Invoke(resource, new Output<T>(() => ReadAsync<T>(resource, name), isDeferred: true));
    }

    private static async Task<OutputData<T>> ReadAsync<T>(Resource resource, string name) =>
        (await resource.Registered).Read<T>(resource, name);
}

/// <summary>A property marked <see cref="OutputAttribute"/>, and its name on the wire.</summary>
internal sealed record OutputProperty(string Name, PropertyInfo Info);
