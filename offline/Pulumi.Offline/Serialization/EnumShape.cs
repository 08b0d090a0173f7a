using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Pulumi.Offline.Serialization;

/// <summary>How a struct marked <see cref="EnumTypeAttribute"/> is told as the string or number it stands for, and made from it.</summary>
internal sealed class EnumShape
{
    private static readonly ConcurrentDictionary<Type, EnumShape?> Known = new();

    private readonly Type underlying;
    private readonly MethodInfo toUnderlying;
    private readonly ConstructorInfo constructor;

    private EnumShape(Type underlying, MethodInfo toUnderlying, ConstructorInfo constructor)
    {
        this.underlying = underlying;
        this.toUnderlying = toUnderlying;
        this.constructor = constructor;
    }

    /// <summary>Null when the type is not such a struct.</summary>
    public static EnumShape? Of(Type type) => Known.GetOrAdd(type, Find);

    public PropertyValue Serialize(object value)
    {
        var plain = toUnderlying.Invoke(null, [value]);
        return plain is null ? PropertyValue.Nothing
            : plain is string text ? new PropertyValue.Text(text)
            : new PropertyValue.Number(Convert.ToDouble(plain, CultureInfo.InvariantCulture));
    }

    public object Deserialize(PropertyValue value, string path) =>
        constructor.Invoke([PropertyReader.For(underlying)(value, path)]);

    private static EnumShape? Find(Type type)
    {
        if (!type.IsValueType || type.IsEnum || type.GetCustomAttribute<EnumTypeAttribute>() is null)
            return null;

        var conversion = type.GetMethods(BindingFlags.Static | BindingFlags.Public)
            .FirstOrDefault(method => method.Name == "op_Explicit" && method.GetParameters() is [{ } parameter] && parameter.ParameterType == type);
        var constructor = conversion is null
            ? null
            : type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [conversion.ReturnType]);
        return constructor is null
            ? throw new InvalidOperationException($"{type} is marked [EnumType] but has no explicit conversion to, and constructor from, a string or number.")
            : new(conversion!.ReturnType, conversion, constructor);
    }
}
