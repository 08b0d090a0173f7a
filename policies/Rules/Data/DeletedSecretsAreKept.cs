using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Data;

public sealed class DeletedSecretsAreKept : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A deleted secret can be brought back for a week",
        Severity = Severity.Medium,
        ProductionOnly = true,
        Targets = ["aws", "azure"],
        Reason = "Without its secrets a database that was kept cannot be opened.",
        Link = "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    };

    public override void Check(RuleRun run)
    {
        foreach (var vault in run.All<AzureKeyVault>())
        {
            run.Expect(vault, vault.PurgeProtectionEnabled.Or(false), true, "Set slipway:deletionProtection to true");
            run.Expect(vault, vault.SoftDeleteRetentionDays.Or(90), days => days >= 7, "at least 7", "Set slipway:recoveryDays to 7 or more");
        }

        foreach (var secret in run.All<AwsSecret>())
            run.Expect(secret, secret.RecoveryWindowInDays.Or(30), days => days >= 7, "at least 7", "Set RecoveryWindowInDays to 7 or more");
    }
}
