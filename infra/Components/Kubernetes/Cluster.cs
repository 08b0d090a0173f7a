using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Random;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>The part of a cluster a stack has to itself, and what every object in it has in common.</summary>
public sealed class Cluster : ComponentResource
{
    private readonly KubernetesSettings _settings;

    public Cluster(string name, KubernetesSettings settings, ImmutableArray<Connection> connections)
        : base("slipway:kubernetes:Cluster", name)
    {
        _settings = settings;
        Provider = new Pulumi.Kubernetes.Provider($"{name}-provider", new Pulumi.Kubernetes.ProviderArgs
        {
            Context = settings.Context,
            EnableServerSideApply = true,
        }, new CustomResourceOptions { Parent = this });
        Salt = new RandomPassword($"{name}-salt", new RandomPasswordArgs { Length = 32, Special = false }, new CustomResourceOptions { Parent = this }).Result;
        Network = new Network("network", this, new NetworkArgs
        {
            Namespace = settings.Namespace,
            ProxyNamespace = settings.Gateway.ProxyNamespace,
            Connections = connections,
            HasSolvers = settings.Gateway.Issuer.Length > 0,
            Protect = settings.Protect,
        });
        Registry = new Registry("registry", this, settings.Registry);
        RegisterOutputs();
    }

    public Pulumi.Kubernetes.Provider Provider { get; }

    public Network Network { get; }

    public Registry Registry { get; }

    /// <summary>Goes into every fingerprint of secrets, so that one seen in the cluster cannot be tried out against guesses.</summary>
    public Output<string> Salt { get; }

    public StorageSettings Storage => _settings.Storage;

    public bool Protect => _settings.Protect;

    /// <summary>The image of a part of the platform.</summary>
    public string Image(string part) => _settings.PartImages.GetValueOrDefault(part, Parts.Images[part]);

    /// <summary>Options of a component that makes objects here.</summary>
    public ComponentResourceOptions Options() => new() { Providers = { Provider } };

    /// <summary>Options of an object of a component.</summary>
    public CustomResourceOptions ChildOf(Resource parent, params Resource[] after) => new() { Parent = parent, Provider = Provider, DependsOn = after.ToArray() };

    /// <summary>What an object is called and marked with.</summary>
    /// <param name="name">Empty to let Pulumi choose one for each new object, where a changed object must be a new one.</param>
    /// <param name="of">The workload or part it belongs to.</param>
    public ObjectMetaArgs Metadata(Input<string>? name, string of, string slot = "") => new()
    {
        Name = name,
        Namespace = Network.Namespace,
        Labels = Labels(of, slot),
    };

    /// <summary>What an object is marked with: whose it is, and what it is part of.</summary>
    public InputMap<string> Labels(string of, string slot = "")
    {
        var labels = _settings.Labels.All.SetItems(Selector(of, slot))
            .SetItem("app.kubernetes.io/part-of", _settings.Labels.Project)
            .SetItem("app.kubernetes.io/managed-by", "slipway");
        return labels.ToImmutableDictionary();
    }

    /// <summary>What finds the pods of a workload or part.</summary>
    public static ImmutableDictionary<string, string> Selector(string name, string slot = "")
    {
        var selector = ImmutableDictionary<string, string>.Empty.Add("app.kubernetes.io/name", name);
        return slot.Length == 0 ? selector : selector.Add("slipway.dev/slot", slot);
    }

    /// <summary>
    /// The name of an object that was given it: known in every preview, and whoever uses it waits for the object.
    /// </summary>
    public static Output<string> NameOf(Resource resource, Output<string> name) => Output.Tuple(resource.Urn, name).Apply(pair => pair.Item2);

    /// <inheritdoc cref="NameOf(Resource, Output{string})"/>
    public static Output<string> NameOf(Resource resource, string name) => resource.Urn.Apply(_ => name);
}
