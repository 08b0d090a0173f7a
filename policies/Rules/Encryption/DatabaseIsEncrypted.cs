using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Encryption;

public sealed class DatabaseIsEncrypted : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A database is encrypted on disk",
        Severity = Severity.High,
        Targets = ["aws"],
        Reason = "A snapshot that is copied or shared can be read by whoever has it.",
        Link = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var server in run.All<AwsDbInstance>())
            run.Expect(server, server.StorageEncrypted.Or(false), true, "Set StorageEncrypted to true; an existing server is replaced by an encrypted copy of its snapshot");
    }
}
