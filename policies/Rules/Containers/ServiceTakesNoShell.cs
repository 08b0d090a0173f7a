using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Containers;

public sealed class ServiceTakesNoShell : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Nobody opens a shell in a running task",
        Severity = Severity.Medium,
        ProductionOnly = true,
        Targets = ["aws"],
        Reason = "What is changed by hand in production is in no review and in no image.",
        Link = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var service in run.All<AwsService>())
            run.Expect(service, service.EnableExecuteCommand.Or(false), false, "Set EnableExecuteCommand to false");
    }
}
