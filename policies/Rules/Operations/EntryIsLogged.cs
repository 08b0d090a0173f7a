using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Operations;

public sealed class EntryIsLogged : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Requests at the entry are on record",
        Severity = Severity.Medium,
        ProductionOnly = true,
        Targets = ["aws", "azure"],
        Reason = "Without the entry's log nobody can say who asked for what, and what was refused.",
        Link = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var balancer in run.All<AwsLoadBalancer>())
        {
            if (balancer.AccessLogs.IsMissing) run.Report(balancer.Resource, "accessLogs is not set, expected enabled true", "Set AccessLogs with the bucket of infra/Components/Aws/AccessLogs.cs");
            else if (run.TryRead(balancer, balancer.AccessLogs, out var logs)) run.Expect(balancer, logs.Enabled.Or(false), true, "Set AccessLogs.Enabled to true");
        }

        var logged = run.All<AzureDiagnosticSetting>().Select(setting => run.Graph.SourcesOf(setting.Resource, "targetResourceId")).ToList();
        foreach (var profile in run.All<AzureFrontDoorProfile>().Where(profile => !logged.Any(sources => sources?.Contains(profile.Resource) == true)))
        {
            if (logged.Contains(null)) run.CouldNotEvaluate(profile.Resource, "which resource a diagnostic setting belongs to is not told by this source");
            else run.Report(profile.Resource, "no azure:monitoring/diagnosticSetting:DiagnosticSetting refers to it, expected one", "Declare a DiagnosticSetting for it");
        }
    }
}
