using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Identity;

public sealed class AccessIsByIdentity : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Storage is opened by identity, not by a shared key",
        Severity = Severity.Medium,
        Level = Level.Advisory,
        Targets = ["azure"],
        Reason = "A shared key opens everything, cannot be told from another's use, and is never withdrawn.",
        Link = "https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent",
    };

    public override void Check(RuleRun run)
    {
        foreach (var account in run.All<AzureStorageAccount>())
            run.Expect(account, account.SharedAccessKeyEnabled.Or(true), false, "Set SharedAccessKeyEnabled to false: workloads come by identity");
    }
}
