using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Encryption;

public sealed class SecretHasOwnKey : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A secret is encrypted with a key of one's own",
        Severity = Severity.Medium,
        Level = Level.Advisory,
        Targets = ["aws"],
        Reason = "With the account's common key, who may read a secret cannot be decided apart from who may call the service.",
        Link = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var secret in run.All<AwsSecret>())
            run.Expect(secret, secret.KmsKeyId, true, "Set KmsKeyId to the key for secrets");
    }
}
