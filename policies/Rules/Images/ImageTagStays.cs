using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Images;

public sealed class ImageTagStays : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A tag of an image is never moved",
        Severity = Severity.Medium,
        Targets = ["aws"],
        Reason = "A moved tag changes what the next start of a container runs, without a release.",
        Link = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var repository in run.All<AwsRepository>())
            run.Expect(repository, repository.ImageTagMutability.Or("MUTABLE"), mutability => mutability.StartsWith("IMMUTABLE", StringComparison.Ordinal), "IMMUTABLE", "Set ImageTagMutability to IMMUTABLE");
    }
}
