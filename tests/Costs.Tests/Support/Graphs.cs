using System.Collections.Immutable;
using Slipway.Policies.Graph;

namespace Slipway.Costs.Tests.Support;

/// <summary>Graphs of a few resources, written down.</summary>
internal static class Graphs
{
    public const string Stack = "urn:pulumi:test::shop::pulumi:pulumi:Stack::shop-test";

    public static ResourceGraph Of(params GraphResource[] resources) => new("test",
    [
        new GraphResource { Urn = Stack, Type = ResourceUrn.StackType, Name = "shop-test", Custom = false },
        .. resources,
    ]);

    /// <summary>A graph of AWS resources in a region.</summary>
    public static ResourceGraph Aws(string region, params GraphResource[] resources) =>
        Of([Resource("pulumi:providers:aws", "aws", ("region", Text(region))), .. resources]);

    public static GraphResource Resource(string type, string name, params (string Name, GraphValue Value)[] inputs) => new()
    {
        Urn = Urn(type, name),
        Type = type,
        Name = name,
        Custom = true,
        Parent = Stack,
        Inputs = Map(inputs),
    };

    public static GraphResource From(this GraphResource resource, string input, GraphResource source) => resource with
    {
        Inputs = resource.Inputs.With(input, GraphValue.NotYetKnown),
        PropertyDependencies = (resource.PropertyDependencies ?? ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty).SetItem(input, [source.Urn]),
    };

    public static string Urn(string type, string name) => $"urn:pulumi:test::shop::{type}::{name}";

    public static GraphValue Text(string text) => GraphValue.Of(text);

    public static GraphValue Number(double number) => GraphValue.Of(number);

    public static GraphValue True { get; } = GraphValue.Of(true);

    public static GraphValue List(params GraphValue[] items) => new GraphValue.List([.. items]);

    public static GraphValue.Map Map(params (string Name, GraphValue Value)[] members) =>
        GraphValue.Map.Of(members.Select(member => KeyValuePair.Create(member.Name, member.Value)));
}
