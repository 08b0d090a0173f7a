using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Network;

public sealed class VaultIsPrivate : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "No vault of secrets is open to the internet",
        Severity = Severity.High,
        Targets = ["aws", "azure"],
        Reason = "Whoever reaches the vault needs one token to have every secret.",
        Link = "https://learn.microsoft.com/azure/key-vault/general/network-security",
    };

    public override void Check(RuleRun run)
    {
        foreach (var vault in run.All<AzureKeyVault>())
        {
            run.Expect(vault, vault.PublicNetworkAccessEnabled.Or(true), false, "Set PublicNetworkAccessEnabled to false; the deployer comes by slipway:deployerAddresses or the network");
            if (vault.NetworkAcls.IsMissing) run.Report(vault.Resource, "networkAcls is not set, expected defaultAction 'Deny'", "Set NetworkAcls.DefaultAction to Deny");
            else if (run.TryRead(vault, vault.NetworkAcls, out var acls)) run.Expect(vault, acls.DefaultAction, "Deny", "Set NetworkAcls.DefaultAction to Deny");
        }

        foreach (var policy in run.All<AwsSecretPolicy>())
            run.Expect(policy, policy.BlockPublicPolicy.Or(false), true, "Set BlockPublicPolicy to true");
    }
}
