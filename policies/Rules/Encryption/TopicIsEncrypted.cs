using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Encryption;

public sealed class TopicIsEncrypted : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A topic is encrypted",
        Severity = Severity.Low,
        Level = Level.Advisory,
        Targets = ["aws"],
        Reason = "Alerts name hosts and what is wrong with them.",
        Link = "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var topic in run.All<AwsTopic>())
            run.Expect(topic, topic.KmsMasterKeyId, true, "Set KmsMasterKeyId");
    }
}
