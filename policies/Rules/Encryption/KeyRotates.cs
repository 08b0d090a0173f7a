using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Encryption;

public sealed class KeyRotates : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A key is renewed every year",
        Severity = Severity.Medium,
        Targets = ["aws"],
        Reason = "The longer a key lives, the more one copy of it opens.",
        Link = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var key in run.All<AwsKey>())
            run.Expect(key, key.EnableKeyRotation.Or(false), true, "Set EnableKeyRotation to true");
    }
}
