using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Data;

public sealed class DatabaseHasBackups : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A database can be set back by a week and more",
        Severity = Severity.Critical,
        ProductionOnly = true,
        Targets = ["aws", "azure", "kubernetes"],
        Reason = "What was deleted or garbled by mistake is noticed days later.",
        Link = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var server in run.All<AwsDbInstance>())
            run.Expect(server, server.BackupRetentionPeriod.Or(0), days => days >= 7, "at least 7", "Set slipway:backupDays to 7 or more");
        foreach (var server in run.All<AzurePostgresServer>())
            run.Expect(server, server.BackupRetentionDays.Or(7), days => days >= 7, "at least 7", "Set BackupRetentionDays to 7 or more");
        foreach (var schedule in run.All<KubernetesCronJob>().Where(IsBackup))
        {
            if (run.TryRead(schedule, schedule.Spec, out var spec)) run.Expect(schedule, spec.Suspend.Or(false), false, "Take suspend away");
        }

        foreach (var server in run.All<KubernetesStatefulSet>().Where(server => KubernetesPods.Runs(server, "postgres")))
        {
            if (!run.All<KubernetesCronJob>().Any(IsBackup)) run.Report(server.Resource, "no CronJob of the stack makes backups of PostgreSQL, expected one", "Declare one that runs pg_dump to a disk of its own");
        }
    }

    private static bool IsBackup(KubernetesCronJob job) => job.Resource.Name.Contains("backup", StringComparison.Ordinal);
}
