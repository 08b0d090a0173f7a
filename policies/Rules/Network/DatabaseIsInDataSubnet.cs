using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Network;

public sealed class DatabaseIsInDataSubnet : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A database stands in subnets of its own, without a way to the internet",
        Severity = Severity.High,
        Targets = ["aws", "azure"],
        Reason = "In the subnets of the workloads, a workload that was broken into reaches the database past the rules between subnets.",
        Link = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var server in run.All<AwsDbInstance>())
            if (server.DbSubnetGroupName.IsMissing) run.Report(server.Resource, "dbSubnetGroupName is not set, expected the group of the data subnets", "Give the server the subnet group of infra/Components/Aws/Network.cs");
        foreach (var server in run.All<AzurePostgresServer>())
            run.Expect(server, server.DelegatedSubnetId.Select(given => given), true, "Delegate the data subnet to the server in infra/Components/Azure/Postgres.cs");
    }
}
