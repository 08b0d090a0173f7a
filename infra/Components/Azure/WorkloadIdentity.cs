using Pulumi;

namespace Slipway.Infra.Components.Azure;

/// <summary>The identity of a workload with what its plan needs granted: its images, and each of its secrets by itself.</summary>
internal sealed class WorkloadIdentity
{
    public WorkloadIdentity(string name, Foundation foundation, WorkloadArgs args, Resource parent)
    {
        Identity = new Identity(name, foundation, parent);
        if (args.Registry is { } registry)
            Identity.Grant("pulls-images", registry.Id, "AcrPull");
        foreach (var secret in args.Plan.Secrets)
            Identity.Grant($"reads-{secret.Name}", secret.Scope, "Key Vault Secrets User");
    }

    public Identity Identity { get; }
}
