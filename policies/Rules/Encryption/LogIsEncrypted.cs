using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Encryption;

public sealed class LogIsEncrypted : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Logs are encrypted with a key of one's own",
        Severity = Severity.Low,
        Level = Level.Advisory,
        Targets = ["aws"],
        Reason = "Logs name users and addresses.",
        Link = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var log in run.All<AwsLogGroup>())
            run.Expect(log, log.KmsKeyId, true, "Set KmsKeyId to the key for logs");
    }
}
