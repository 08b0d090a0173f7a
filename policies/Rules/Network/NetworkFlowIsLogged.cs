using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Network;

public sealed class NetworkFlowIsLogged : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "What connects to what is on record",
        Severity = Severity.Medium,
        Targets = ["aws"],
        Reason = "After a break-in, the connections of the weeks before are what one asks for.",
        Link = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    };

    public override void Check(RuleRun run)
    {
        var logs = run.All<AwsFlowLog>().Select(log => run.Graph.SourcesOf(log.Resource, "vpcId")).ToList();
        foreach (var vpc in run.All<AwsVpc>().Where(vpc => !logs.Any(sources => sources?.Contains(vpc.Resource) == true)))
        {
            if (logs.Contains(null)) run.CouldNotEvaluate(vpc.Resource, "which network a flow log belongs to is not told by this source");
            else run.Report(vpc.Resource, "no aws:ec2/flowLog:FlowLog refers to it, expected one", "Declare a FlowLog for it");
        }
    }
}
