using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Slipway.Infra.Components.Kubernetes;

/// <summary>Who a workload or part is: an account of its own that may ask nothing of the cluster, and gets no key to do so.</summary>
public sealed class Identity : ComponentResource
{
    public Identity(string name, Cluster cluster, string of, Resource parent)
        : base("slipway:kubernetes:Identity", name, new ComponentResourceOptions { Parent = parent })
    {
        var account = new ServiceAccount($"{name}-account", new ServiceAccountArgs
        {
            Metadata = cluster.Metadata(of, of),
            AutomountServiceAccountToken = false,
        }, cluster.ChildOf(this));
        Account = Cluster.NameOf(account, of);
        RegisterOutputs();
    }

    /// <summary>The account's name, there.</summary>
    public Output<string> Account { get; }
}
