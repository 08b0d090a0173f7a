using Pulumi;
using Authorization = Pulumi.Azure.Authorization;

namespace Slipway.Infra.Components.Azure;

/// <summary>Who a workload is to Azure: an identity of its own, which may do what is granted to it and nothing else.</summary>
public sealed class Identity : ComponentResource
{
    private readonly Authorization.UserAssignedIdentity _identity;
    private readonly List<Resource> _grants = [];

    public Identity(string name, Foundation foundation, Resource parent)
        : base("slipway:azure:Identity", name, new ComponentResourceOptions { Parent = parent })
    {
        _identity = new Authorization.UserAssignedIdentity(name, new Authorization.UserAssignedIdentityArgs
        {
            Name = foundation.Names.Of(name, 128),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            Tags = foundation.Tags,
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    public Output<string> Id => _identity.Id;

    public Output<string> ClientId => _identity.ClientId;

    /// <summary>What it was granted: an app that starts before these would find its doors closed.</summary>
    public IReadOnlyList<Resource> Grants => _grants;

    /// <summary>Grants a built-in role on one resource.</summary>
    /// <param name="what">Names the grant, such as <c>pull-images</c>.</param>
    public void Grant(string what, Input<string> scope, string role) =>
        _grants.Add(new Authorization.Assignment($"{GetResourceName()}-{what}", new Authorization.AssignmentArgs
        {
            Scope = scope,
            RoleDefinitionName = role,
            PrincipalId = _identity.PrincipalId,
            // Entra ID may not know a new identity everywhere yet; saying what it is spares the look-up that would fail.
            PrincipalType = "ServicePrincipal",
        }, new CustomResourceOptions { Parent = this }));
}
