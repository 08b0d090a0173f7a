using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Network;

public sealed class RegistryIsPrivate : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A registry gives images to those who are named, by roles",
        Severity = Severity.High,
        Targets = ["azure"],
        Reason = "An open registry shows the code to anybody, and its administrator is a password shared by all.",
        Link = "https://learn.microsoft.com/azure/container-registry/container-registry-private-link",
    };

    public override void Check(RuleRun run)
    {
        foreach (var registry in run.All<AzureRegistry>())
        {
            run.Expect(registry, registry.AdminEnabled.Or(false), false, "Set AdminEnabled to false: workloads pull by identity");
            run.Expect(registry, registry.AnonymousPullEnabled.Or(false), false, "Set AnonymousPullEnabled to false");
            run.Expect(registry, registry.PublicNetworkAccessEnabled.Or(true), false, "Set PublicNetworkAccessEnabled to false, which SKU Premium can");
        }
    }
}
