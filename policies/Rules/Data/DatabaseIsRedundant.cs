using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Data;

public sealed class DatabaseIsRedundant : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A database survives the loss of a zone",
        Severity = Severity.High,
        ProductionOnly = true,
        Targets = ["aws", "azure"],
        Reason = "A zone fails about once a year somewhere; without a second server everything stands still until it is back.",
        Link = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var server in run.All<AwsDbInstance>())
            run.Expect(server, server.MultiAz.Or(false), true, "Set slipway:highAvailability to true");
        foreach (var server in run.All<AzurePostgresServer>())
        {
            if (server.HighAvailability.IsMissing) run.Report(server.Resource, "highAvailability is not set, expected mode 'ZoneRedundant'", "Set slipway:zoneRedundant to true");
            else if (run.TryRead(server, server.HighAvailability, out var availability)) run.Expect(server, availability.Mode, "ZoneRedundant", "Set slipway:zoneRedundant to true");
        }
    }
}
