using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Network;

public sealed class BucketIsPrivate : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "No bucket can be read by everybody",
        Severity = Severity.Critical,
        Targets = ["aws", "azure"],
        Reason = "Files of customers in a public bucket are found by programs that look for nothing else.",
        Link = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    };

    public override void Check(RuleRun run)
    {
        var blocks = run.All<AwsBucketPublicAccessBlock>().ToList();
        foreach (var block in blocks)
        {
            run.Expect(block, block.BlockPublicAcls.Or(false), true, Fix);
            run.Expect(block, block.BlockPublicPolicy.Or(false), true, Fix);
            run.Expect(block, block.IgnorePublicAcls.Or(false), true, Fix);
            run.Expect(block, block.RestrictPublicBuckets.Or(false), true, Fix);
        }

        BucketParts.Require(run, blocks, "no aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock refers to it, expected one", "Declare a BucketPublicAccessBlock for it");
        foreach (var account in run.All<AzureStorageAccount>())
        {
            run.Expect(account, account.AllowNestedItemsToBePublic.Or(true), false, "Set AllowNestedItemsToBePublic to false");
            run.Expect(account, account.PublicNetworkAccessEnabled.Or(true), false, "Set PublicNetworkAccessEnabled to false and reach it by a private endpoint");
        }

        foreach (var container in run.All<AzureStorageContainer>())
            run.Expect(container, container.ContainerAccessType.Or("private"), "private", "Set ContainerAccessType to private");
    }

    private const string Fix = "Set all four members of the BucketPublicAccessBlock to true";
}
