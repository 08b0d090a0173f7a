using System.Collections.Immutable;
using System.Text;
using Slipway.Policies.Graph;
using Slipway.Policies.Graph.Reading;

namespace Slipway.Policies.Tests.Support;

/// <summary>Resources to look at, with inputs written as JSON.</summary>
internal static class Some
{
    public static GraphResource Resource(string type, string name, string inputs = "{}") => new()
    {
        Urn = $"urn:pulumi:test::shop::{type}::{name}",
        Type = type,
        Name = name,
        Custom = true,
        Inputs = Inputs(inputs),
        PropertyDependencies = ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal),
    };

    /// <summary>The resource with an input that came from another.</summary>
    public static GraphResource From(this GraphResource resource, string input, GraphResource source) => resource with
    {
        Inputs = resource.Inputs.With(input, GraphValue.NotYetKnown),
        PropertyDependencies = resource.PropertyDependencies!.SetItem(input, [source.Urn]),
    };

    public static GraphResource Protected(this GraphResource resource) => resource with { Options = new GraphResourceOptions { Protect = true } };

    /// <summary>A value that is only known once something was created.</summary>
    public const string Unknown = "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"";

    private static GraphValue.Map Inputs(string json)
    {
        var state = $$"""{ "version": 3, "deployment": { "resources": [ { "urn": "urn:pulumi:s::p::t::n", "type": "t", "inputs": {{json}} } ] } }""";
        return GraphFile.Read(Encoding.UTF8.GetBytes(state), "inputs").Graph.Resources.Single().Inputs;
    }
}
