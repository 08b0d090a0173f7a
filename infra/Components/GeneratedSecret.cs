using Pulumi;
using Pulumi.Random;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Components;

/// <summary>
/// A <c>secret</c> resource: characters nobody chose, made once, kept in the state and handed to every workload that names
/// the same id. The same on every target, each of which brings it to containers as it brings its other secrets.
/// </summary>
public sealed class GeneratedSecret : ComponentResource
{
    /// <summary>The type in Score files.</summary>
    public const string Type = "secret";

    private const int Length = 32;

    public GeneratedSecret(string name, ComponentResourceOptions? options = null)
        : base("slipway:platform:Secret", name, options)
    {
        // Letters and digits, 190 bits: no reader, shell or connection string has to quote them.
        var value = new RandomPassword($"{name}-value", new RandomPasswordArgs { Length = Length, Special = false }, new CustomResourceOptions { Parent = this });
        Provided = new Provided(null, new Dictionary<string, Output<string>> { ["value"] = value.Result });
        RegisterOutputs();
    }

    public Provided Provided { get; }

    /// <summary>What a catalogue asks of such resources that they do not have.</summary>
    public static IEnumerable<string> Refusals(WorkloadCatalog catalog) =>
        from resource in catalog.Resources
        where resource.Type == Type
        from parameter in resource.Params.Entries
        from use in resource.Uses
        where use.Resource.Params is not null
        select $"{use.Resource.File}:{use.Resource.Line}: resources.{use.Resource.Name}.params.{parameter.Key}: a secret is made of {Length} random characters and takes no parameters; remove it";
}
