using System.Collections.Immutable;
using System.Reflection;

namespace Slipway.Costs.Kinds;

/// <summary>Every kind of resource that has an estimator: the classes of this assembly.</summary>
internal static class PricedKinds
{
    private static readonly ImmutableDictionary<string, IPricedKind> ByType = Assembly.GetExecutingAssembly().GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPricedKind)))
        .Select(type => (IPricedKind)Activator.CreateInstance(type)!)
        .ToImmutableDictionary(kind => kind.Type, StringComparer.Ordinal);

    public static IEnumerable<string> Types => ByType.Keys;

    public static IPricedKind? Find(string type) => ByType.GetValueOrDefault(type);
}
