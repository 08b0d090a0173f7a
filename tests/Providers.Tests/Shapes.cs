using System.Reflection;
using Pulumi;

namespace Slipway.Providers.Tests;

/// <summary>What the wire sees of a class: names of inputs and outputs, and which are required.</summary>
internal static class Shapes
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static string[] Inputs(Type args) => [.. InputAttributes(args).Select(input => input.Name).Order(StringComparer.Ordinal)];

    public static string[] Required(Type args) => [.. InputAttributes(args).Where(input => input.Required).Select(input => input.Name).Order(StringComparer.Ordinal)];

    public static string[] Outputs(Type resource) =>
        [.. resource.GetProperties(Declared).Select(property => property.GetCustomAttribute<OutputAttribute>()?.Name).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>The arguments' class, which the public constructor names, and whether it may be left out.</summary>
    public static (Type Args, bool IsOptional) Arguments(Type resource)
    {
        var parameter = resource.GetConstructors().Single().GetParameters()[1];
        return (parameter.ParameterType, parameter.HasDefaultValue);
    }

    /// <summary>The C# type of a member with its nullability, as one would write it.</summary>
    public static string TypeOf(Type owner, string member)
    {
        var property = owner.GetProperty(member);
        return property is null
            ? Written(new NullabilityInfoContext().Create(owner.GetField(member) ?? throw new ArgumentException($"{owner} has no {member}", nameof(member))))
            : Written(new NullabilityInfoContext().Create(property));
    }

    private static IEnumerable<(string Name, bool Required)> InputAttributes(Type args) =>
        from member in args.GetMembers(Declared)
        from attribute in member.GetCustomAttributesData()
        where attribute.AttributeType == typeof(InputAttribute)
        select ((string)attribute.ConstructorArguments[0].Value!, (bool)attribute.ConstructorArguments[1].Value!);

    private static string Written(NullabilityInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        var name = type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] : type.Name;
        var arguments = type.IsGenericType ? $"<{string.Join(", ", info.GenericTypeArguments.Select(Written))}>" : "";
        return name + arguments + (info.ReadState == NullabilityState.Nullable ? "?" : "");
    }
}
