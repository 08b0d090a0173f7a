using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Encryption;

public sealed class BucketRequiresTls : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A bucket is spoken to by TLS only",
        Severity = Severity.High,
        Targets = ["aws", "azure"],
        Reason = "Keys and files in plain HTTP are read on the way.",
        Link = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    };

    public override void Check(RuleRun run)
    {
        var policies = run.All<AwsBucketPolicy>().ToList();
        BucketParts.Require(run, policies, "no aws:s3/bucketPolicy:BucketPolicy refers to it, expected one that denies aws:SecureTransport false", "Declare a BucketPolicy that denies what does not come by TLS");
        foreach (var policy in policies)
        {
            if (run.TryRead(policy, policy.Policy, out var statements) && !statements.Any(statement => statement.DeniesPlainConnections))
                run.Report(policy.Resource, "policy has no statement that denies aws:SecureTransport 'false', expected one", "Add a statement that denies s3:* where aws:SecureTransport is false");
        }

        foreach (var account in run.All<AzureStorageAccount>())
            run.Expect(account, account.HttpsTrafficOnlyEnabled.Or(true), true, "Set HttpsTrafficOnlyEnabled to true");
    }
}
