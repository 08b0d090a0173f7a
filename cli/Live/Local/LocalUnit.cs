using System.Collections.Immutable;
using Pulumi.Offline;

namespace Slipway.Cli.Live.Local;

/// <summary>A process a local stack declared, as its output <c>live</c> lists it.</summary>
public sealed record LocalUnit(string Name, string Workload, string Slot, string Version, string Address, string Ready);

/// <summary>What a local stack says must run, read from its outputs.</summary>
public sealed record LocalStack(string Root, string User, ImmutableArray<LocalUnit> Units, ImmutableSortedDictionary<string, string> Addresses)
{
    /// <summary>Null when the stack has no local parts: it was never updated, or it was destroyed.</summary>
    public static LocalStack? Read(PropertyValue.Map? outputs)
    {
        if (outputs?["live"]?.WithoutSecrets() is not PropertyValue.Map live || live["units"] is not PropertyValue.List units)
            return null;
        var addresses = outputs["addresses"]?.WithoutSecrets() as PropertyValue.Map ?? PropertyValue.Map.Empty;
        return new LocalStack(
            Text(live, "root"),
            Text(live, "user"),
            [.. units.Items.OfType<PropertyValue.Map>().Select(unit =>
                new LocalUnit(Text(unit, "name"), Text(unit, "workload"), Text(unit, "slot"), Text(unit, "version"), Text(unit, "address"), Text(unit, "ready")))],
            addresses.ToImmutableSortedDictionary(address => address.Key, address => Text(addresses, address.Key), StringComparer.Ordinal));
    }

    private static string Text(PropertyValue.Map map, string name) => map[name] is PropertyValue.Text text ? text.Value : "";
}
