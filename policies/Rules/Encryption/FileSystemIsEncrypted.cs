using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Encryption;

public sealed class FileSystemIsEncrypted : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A shared file system is encrypted",
        Severity = Severity.High,
        Targets = ["aws"],
        Reason = "What workloads write to a volume is as private as their database.",
        Link = "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var files in run.All<AwsFileSystem>())
            run.Expect(files, files.Encrypted.Or(false), true, "Set Encrypted to true; an existing file system is replaced");
    }
}
