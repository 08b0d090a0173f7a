using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Data;

public sealed class DatabaseLeavesSnapshot : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A database that is deleted leaves a last snapshot",
        Severity = Severity.High,
        ProductionOnly = true,
        Targets = ["aws"],
        Reason = "The deletion that was a mistake is the one that comes without a backup.",
        Link = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var server in run.All<AwsDbInstance>())
            run.Expect(server, server.SkipFinalSnapshot.Or(false), false, "Set SkipFinalSnapshot to false and give FinalSnapshotIdentifier");
    }
}
