using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Data;

public sealed class DatabaseIsProtected : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A database is not deleted by an update",
        Severity = Severity.Critical,
        ProductionOnly = true,
        Targets = ["aws", "azure", "kubernetes"],
        Reason = "A renamed resource is a deleted database.",
        Link = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var server in run.All<AwsDbInstance>())
            run.Expect(server, server.DeletionProtection.Or(false), true, "Set slipway:deletionProtection to true");
        foreach (var server in run.All<AzurePostgresServer>().Where(server => !server.Resource.Options.Protect))
            run.Report(server.Resource, "protect is false, expected true", "Set slipway:deletionProtection to true");
        foreach (var server in run.All<KubernetesStatefulSet>().Where(server => KubernetesPods.Runs(server, "postgres") && !server.Resource.Options.Protect))
            run.Report(server.Resource, "protect is false, expected true", "Give the resource Protect = true");
    }
}
