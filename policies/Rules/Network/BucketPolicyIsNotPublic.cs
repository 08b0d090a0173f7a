using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Network;

public sealed class BucketPolicyIsNotPublic : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "No bucket policy lets everybody in",
        Severity = Severity.Critical,
        Targets = ["aws"],
        Reason = "A policy for principal * without a condition makes a bucket public, whatever its name says.",
        Link = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
    };

    public override void Check(RuleRun run)
    {
        foreach (var policy in run.All<AwsBucketPolicy>())
        {
            foreach (var statement in run.Each(policy, policy.Policy).Where(statement => statement is { Allows: true, IsForEverybody: true, HasCondition: false }))
                run.Report(policy.Resource, $"{statement.Path} allows principal '*' without a condition, expected named principals", "Name the principals, or deny instead of allowing");
        }
    }
}
