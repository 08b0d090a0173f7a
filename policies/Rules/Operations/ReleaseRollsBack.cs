using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Operations;

public sealed class ReleaseRollsBack : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A deployment that fails goes back by itself",
        Severity = Severity.Medium,
        Targets = ["aws"],
        Reason = "A version that does not start is otherwise tried for ever, at the cost of those that run.",
        Link = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var service in run.All<AwsService>())
        {
            if (service.DeploymentCircuitBreaker.IsMissing) run.Report(service.Resource, "deploymentCircuitBreaker is not set, expected rollback true", "Set Enable and Rollback to true");
            else if (run.TryRead(service, service.DeploymentCircuitBreaker, out var breaker)) run.Expect(service, breaker.Rollback, true, "Set Enable and Rollback to true");
        }
    }
}
