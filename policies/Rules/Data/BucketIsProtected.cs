using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Data;

public sealed class BucketIsProtected : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A bucket with files is not deleted by an update",
        Severity = Severity.High,
        ProductionOnly = true,
        Targets = ["aws", "azure"],
        Reason = "With forceDestroy a renamed bucket takes its files along.",
        Link = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var bucket in run.All<AwsBucket>())
            run.Expect(bucket, bucket.ForceDestroy.Or(false), false, "Set slipway:deletionProtection to true");
        foreach (var account in run.All<AzureStorageAccount>().Where(account => !account.Resource.Options.Protect))
            run.Report(account.Resource, "protect is false, expected true", "Set slipway:deletionProtection to true");
    }
}
