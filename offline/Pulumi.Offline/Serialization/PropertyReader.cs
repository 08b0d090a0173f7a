using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Offline.Serialization;

/// <summary>Turns property values, free of secrets and unknowns, into the types of output properties.</summary>
internal static class PropertyReader
{
    private static readonly ConcurrentDictionary<Type, Read> Known = new();

    private static readonly MethodInfo ListOf = Method(nameof(ReadList));
    private static readonly MethodInfo MapOf = Method(nameof(ReadMap));
    private static readonly MethodInfo UnionOf = Method(nameof(ReadUnion));

    /// <param name="path">Where the value came from, to name in errors.</param>
    public delegate object? Read(PropertyValue value, string path);

    public static Read For(Type type)
    {
        if (Known.TryGetValue(type, out var read))
            return read;
        // Output types may contain themselves: the lookup happens when the value is read, not here.
        return Known.GetOrAdd(type, Find(type));
    }

    private static Read Find(Type type)
    {
        if (type == typeof(string))
            return ReadString;
        if (type == typeof(bool))
            return (value, path) => value switch { PropertyValue.Bool flag => flag.Value, PropertyValue.Null => false, _ => throw Mismatch(value, "a boolean", path) };
        if (type == typeof(int))
            return ReadInt32;
        if (type == typeof(double))
            return (value, path) => value switch { PropertyValue.Number number => number.Value, PropertyValue.Null => 0.0, _ => throw Mismatch(value, "a number", path) };
        if (type == typeof(object))
            return (value, _) => ReadObject(value);
        if (type == typeof(JsonElement))
            return (value, _) => JsonSerializer.Deserialize<JsonElement>(PropertyJson.Write(value));
        if (typeof(AssetOrArchive).IsAssignableFrom(type))
            return (value, path) => value is PropertyValue.Null ? null : Expect(ReadObject(value), type, value, path);
        if (typeof(Resource).IsAssignableFrom(type))
            return (value, path) => value is PropertyValue.Null ? null : Expect(ReadObject(value), type, value, path);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return (value, path) => value is PropertyValue.Null ? null : For(inner)(value, path);
        if (type.IsEnum)
            return (value, path) => Enum.ToObject(type, ReadInt32(value, path)!);
        if (EnumShape.Of(type) is { } shape)
            return (value, path) => value is PropertyValue.Null ? Activator.CreateInstance(type) : shape.Deserialize(value, path);
        if (type.IsGenericType)
        {
            var generic = type.GetGenericTypeDefinition();
            var arguments = type.GetGenericArguments();
            if (generic == typeof(ImmutableArray<>))
                return ListOf.MakeGenericMethod(arguments).CreateDelegate<Read>();
            if (generic == typeof(ImmutableDictionary<,>) && arguments[0] == typeof(string))
                return MapOf.MakeGenericMethod(arguments[1]).CreateDelegate<Read>();
            if (generic == typeof(Union<,>))
                return UnionOf.MakeGenericMethod(arguments).CreateDelegate<Read>();
        }

        return ForOutputType(type);
    }

    private static Read ForOutputType(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SingleOrDefault(candidate => candidate.GetCustomAttribute<OutputConstructorAttribute>() is not null)
            ?? throw new InvalidOperationException(
                $"{type} cannot be the type of an output property: it is no basic type and has no constructor marked [OutputConstructor].");
        var invoker = ConstructorInvoker.Create(constructor);
        var parameters = constructor.GetParameters()
            .Select(parameter => (
                Name: parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!,
                Type: parameter.ParameterType))
            .ToArray();

        return (value, path) =>
        {
            if (value is PropertyValue.Null)
                return null;
            if (value is not PropertyValue.Map map)
                throw Mismatch(value, "an object", path);
            var arguments = new object?[parameters.Length];
            for (var i = 0; i < parameters.Length; i++)
            {
                var (name, parameterType) = parameters[i];
                arguments[i] = For(parameterType)(map[name] ?? PropertyValue.Nothing, $"{path}.{name}");
            }

            return invoker.Invoke(arguments.AsSpan());
        };
    }

    private static object? ReadString(PropertyValue value, string path) => value switch
    {
        PropertyValue.Text text => text.Value,
        PropertyValue.Null => null,
        PropertyValue.ResourceReference { Id: { } id } => id,
        _ => throw Mismatch(value, "a string", path),
    };

    private static object? ReadInt32(PropertyValue value, string path) => value switch
    {
        PropertyValue.Null => 0,
        PropertyValue.Number { Value: var number } when number == Math.Truncate(number) && number is >= int.MinValue and <= int.MaxValue => (int)number,
        PropertyValue.Number { Value: var number } => throw new InvalidOperationException(
            $"{path}: expected a whole number of 32 bits, found {number.ToString(CultureInfo.InvariantCulture)}."),
        _ => throw Mismatch(value, "a number", path),
    };

    private static object? ReadList<T>(PropertyValue value, string path) => value switch
    {
        PropertyValue.Null => ImmutableArray<T>.Empty,
        PropertyValue.List list => list.Items.Select((item, i) => (T)For(typeof(T))(item, $"{path}[{i}]")!).ToImmutableArray(),
        _ => throw Mismatch(value, "a list", path),
    };

    private static object? ReadMap<T>(PropertyValue value, string path) => value switch
    {
        PropertyValue.Null => null,
        PropertyValue.Map map => map
            .Where(property => !IsInternal(property.Key))
            .ToImmutableDictionary(property => property.Key, property => (T)For(typeof(T))(property.Value, $"{path}.{property.Key}")!),
        _ => throw Mismatch(value, "an object", path),
    };

    private static object? ReadUnion<T0, T1>(PropertyValue value, string path)
    {
        if (value is PropertyValue.Null)
            return default(Union<T0, T1>);
        try
        {
            return Union<T0, T1>.FromT0((T0)For(typeof(T0))(value, path)!);
        }
        catch (InvalidOperationException)
        {
            // Not of the first kind; if it is not of the second either, that error is the one to hear.
            return Union<T0, T1>.FromT1((T1)For(typeof(T1))(value, path)!);
        }
    }

    private static object? ReadObject(PropertyValue value) => value switch
    {
        PropertyValue.Bool flag => flag.Value,
        PropertyValue.Number number => number.Value,
        PropertyValue.Text text => text.Value,
        PropertyValue.List list => list.Items.Select(ReadObject).ToImmutableArray(),
        PropertyValue.Map map => map
            .Where(property => !IsInternal(property.Key))
            .ToImmutableDictionary(property => property.Key, property => ReadObject(property.Value)),
        PropertyValue.Asset { Path: { } path } => new FileAsset(path),
        PropertyValue.Asset { Content: { } text } => new StringAsset(text),
        PropertyValue.Asset { Uri: { } uri } => new RemoteAsset(uri),
        PropertyValue.Archive { Path: { } path } => new FileArchive(path),
        PropertyValue.Archive { Uri: { } uri } => new RemoteArchive(uri),
        PropertyValue.Archive { Members: { } members } => new AssetArchive(
            members.ToDictionary(member => member.Key, member => (AssetOrArchive)ReadObject(member.Value)!)),
        PropertyValue.ResourceReference reference => new DependencyResource(reference.Urn),
        _ => null,
    };

    /// <summary>Engines keep notes of their own beside a provider's properties.</summary>
    private static bool IsInternal(string name) => name.StartsWith("__", StringComparison.Ordinal);

    private static object? Expect(object? read, Type type, PropertyValue value, string path) =>
        type.IsInstanceOfType(read) ? read : throw Mismatch(value, $"a {type.Name}", path);

    private static InvalidOperationException Mismatch(PropertyValue value, string expected, string path) =>
        new($"{path}: expected {expected}, found {Describe(value)}.");

    private static string Describe(PropertyValue value) => value switch
    {
        PropertyValue.Bool => "a boolean",
        PropertyValue.Number => "a number",
        PropertyValue.Text => "a string",
        PropertyValue.List => "a list",
        PropertyValue.Map => "an object",
        PropertyValue.Null => "nothing",
        _ => $"a value of kind {value.GetType().Name}",
    };

    private static MethodInfo Method(string name) =>
        typeof(PropertyReader).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
}
