using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Encryption;

public sealed class BucketIsEncrypted : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A bucket encrypts what it keeps",
        Severity = Severity.High,
        Targets = ["aws"],
        Reason = "A key of one's own decides who reads the files, beside the bucket's policy.",
        Link = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
    };

    public override void Check(RuleRun run)
    {
        BucketParts.Require(run, run.All<AwsBucketEncryption>().ToList(), "no aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration refers to it, expected one", "Declare a BucketServerSideEncryptionConfiguration for it");
    }
}
