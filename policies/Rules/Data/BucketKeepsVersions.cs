using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Data;

public sealed class BucketKeepsVersions : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A bucket keeps what was overwritten",
        Severity = Severity.High,
        ProductionOnly = true,
        Targets = ["aws", "azure"],
        Reason = "A program that overwrites files by mistake does so to all of them.",
        Link = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    };

    public override void Check(RuleRun run)
    {
        var versionings = run.All<AwsBucketVersioning>().ToList();
        BucketParts.Require(run, versionings, "no aws:s3/bucketVersioning:BucketVersioning refers to it, expected one", "Declare a BucketVersioning for it");
        foreach (var versioning in versionings)
        {
            if (run.TryRead(versioning, versioning.VersioningConfiguration, out var configuration)) run.Expect(versioning, configuration.Status, "Enabled", "Set Status to Enabled");
        }

        foreach (var account in run.All<AzureStorageAccount>())
        {
            if (account.BlobProperties.IsMissing) run.Report(account.Resource, "blobProperties is not set, expected versioningEnabled true", "Set BlobProperties.VersioningEnabled to true");
            else if (run.TryRead(account, account.BlobProperties, out var blobs)) run.Expect(account, blobs.VersioningEnabled.Or(false), true, "Set BlobProperties.VersioningEnabled to true");
        }
    }
}
