using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Encryption;

public sealed class CacheIsEncrypted : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A cache is encrypted on disk and on the wire",
        Severity = Severity.High,
        Targets = ["aws", "azure"],
        Reason = "Caches hold sessions and rows of the database, and their password goes over the wire.",
        Link = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/encryption.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var cache in run.All<AwsCache>())
        {
            run.Expect(cache, cache.AtRestEncryptionEnabled.Or(false), true, "Set AtRestEncryptionEnabled to true");
            run.Expect(cache, cache.TransitEncryptionEnabled.Or(false), true, "Set TransitEncryptionEnabled to true");
        }

        foreach (var cache in run.All<AzureRedis>())
        {
            if (run.TryRead(cache, cache.DefaultDatabase, out var database))
                run.Expect(cache, database.ClientProtocol.Or("Encrypted"), "Encrypted", "Set ClientProtocol to Encrypted");
        }
    }
}
