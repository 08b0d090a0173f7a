using System.Collections.Immutable;
using System.Reflection;
using Slipway.Policies.Tests.Support;
using Slipway.Policies.Views;

namespace Slipway.Policies.Tests.Views;

public sealed class ViewTests
{
    // Types of the Gateway API are in no provider: infra declares them itself.
    private const string Gateway = "kubernetes:gateway.networking.k8s.io/";

    private static readonly ImmutableDictionary<string, string> Facts = Directory.EnumerateFiles(Repository.File("offline/Providers/Facts"), "*.facts")
        .SelectMany(file => File.ReadLines(file).Select(line => (Package: Path.GetFileNameWithoutExtension(file), Line: line)))
        .Where(entry => entry.Line.StartsWith("resource ", StringComparison.Ordinal) || entry.Line.StartsWith("provider ", StringComparison.Ordinal) || entry.Line.StartsWith("input ", StringComparison.Ordinal))
        .ToImmutableDictionary(entry => KeyOf(entry.Package, entry.Line), entry => entry.Line);

    public static TheoryData<string> Views => new(ResourceViews().Where(view => !TokenOf(view).StartsWith(Gateway, StringComparison.Ordinal)).Select(view => view.Name));

    [Theory]
    [MemberData(nameof(Views))]
    public void A_views_members_are_properties_of_the_provider_with_its_types(string name)
    {
        var view = ResourceViews().Single(candidate => candidate.Name == name);
        var token = TokenOf(view);

        Assert.Equal("", string.Join('\n', Mistakes(view, token.StartsWith("pulumi:providers:", StringComparison.Ordinal) ? token["pulumi:providers:".Length..] : token.Split(':')[0], token)));
    }

    private static string TokenOf(Type view) => (string)view.GetProperty("Type", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private static IEnumerable<Type> ResourceViews() =>
        typeof(ResourceView).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ResourceView)) && type.GetProperty("Type", BindingFlags.Public | BindingFlags.Static) is not null);

    private static IEnumerable<string> Mistakes(Type view, string package, string key)
    {
        if (!Facts.TryGetValue($"{package} {key}", out var line)) return [$"{view.Name}: the provider has no '{key}'"];
        var properties = line.Split(" | ")[1].Split(' ').Where(word => word.Contains(':')).ToDictionary(word => word.Split(':')[0].Split('>')[0], word => word[(word.IndexOf(':') + 1)..]);
        return view.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.PropertyType.IsGenericType && member.PropertyType.GetGenericTypeDefinition() == typeof(Value<>))
            .SelectMany(member => Mistakes(view, package, member, properties));
    }

    private static IEnumerable<string> Mistakes(Type view, string package, PropertyInfo member, Dictionary<string, string> properties)
    {
        var name = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
        if (!properties.TryGetValue(name, out var fact)) return [$"{view.Name}.{member.Name}: the provider has no '{name}'"];
        var type = member.PropertyType.GetGenericArguments()[0];
        var element = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
        // JSON in a text: what is in it is the service's business, not the provider's.
        if (fact.TrimStart('(')[0] == 's' && element != typeof(string) && element != typeof(double)) return Presence(type) ? [] : type.IsGenericType ? [] : [$"{view.Name}.{member.Name}: '{fact}' is no {type.Name}"];
        if (fact.Contains('#') && element.IsSubclassOf(typeof(View))) return Mistakes(element, package, fact[(fact.IndexOf('#') + 1)..].TrimEnd('!', '&', '*', '~'));
        return Fits(type, fact) ? [] : [$"{view.Name}.{member.Name}: '{fact}' is no {type.Name}"];
    }

    private static bool Presence(Type type) => type == typeof(bool);

    private static bool Fits(Type type, string fact) => type switch
    {
        // Whether a property is there may be asked of any.
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => fact.StartsWith("[]", StringComparison.Ordinal),
        _ when type == typeof(double) => fact[0] is 'i' or 'n' or 'd' or 's',
        _ when type == typeof(string) => fact[0] is 's' or 'i' or '(' or '%' or 'b',
        _ when type == typeof(ImmutableArray<string>) => fact.StartsWith("[]s", StringComparison.Ordinal) || fact.StartsWith("[]%", StringComparison.Ordinal),
        _ => fact.StartsWith("{}", StringComparison.Ordinal),
    };

    private static string KeyOf(string package, string line) => $"{package} {line.Split(' ')[1]}";
}
