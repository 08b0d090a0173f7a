using System.Reflection;

namespace Pulumi.Offline.Serialization;

/// <summary>Reflection over a class and the private members of its base classes.</summary>
internal static class TypeMembers
{
    private const BindingFlags DeclaredMembers =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Properties and fields, the most derived class's first; an overridden property is given once.</summary>
    public static IEnumerable<MemberInfo> Declared(Type type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var property in declaring.GetProperties(DeclaredMembers))
            {
                if (property.CanRead && property.GetIndexParameters().Length == 0 && seen.Add(property.Name))
                    yield return property;
            }

            foreach (var field in declaring.GetFields(DeclaredMembers))
                yield return field;
        }
    }

    public static Func<object, object?> Getter(PropertyInfo property)
    {
        var invoker = MethodInvoker.Create(property.GetMethod!);
        return target => invoker.Invoke(target);
    }
}
