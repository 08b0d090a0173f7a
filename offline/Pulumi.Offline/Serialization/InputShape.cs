using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Offline.Serialization;

/// <summary>The members of an arguments class that are inputs; looked up once per class.</summary>
internal sealed class InputShape
{
    private static readonly ConcurrentDictionary<Type, InputShape> Known = new();

    private readonly ImmutableArray<Member> members;

    private InputShape(Type type) => members = [.. TypeMembers.Declared(type).SelectMany(MembersOf).OrderBy(member => member.Name, StringComparer.Ordinal)];

    public static InputShape Of(Type type) => Known.GetOrAdd(type, static key => new InputShape(key));

    public IEnumerable<InputProperty> Read(object args)
    {
        foreach (var member in members)
            yield return new(member.Name, member.Read(args), member.Required, member.Json);
    }

    private static IEnumerable<Member> MembersOf(MemberInfo info)
    {
        if (info.GetCustomAttribute<InputAttribute>() is not { } input)
            return [];
        Func<object, object?> read = info switch
        {
            PropertyInfo property => TypeMembers.Getter(property),
            FieldInfo field => field.GetValue,
            _ => throw new NotSupportedException($"{info.DeclaringType}.{info.Name} cannot be an input: only properties and fields can."),
        };
        return [new Member(input.Name, input.IsRequired, input.Json, read)];
    }

    private sealed record Member(string Name, bool Required, bool Json, Func<object, object?> Read);
}
