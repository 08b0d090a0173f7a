using System.Collections.Immutable;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Identity;

public sealed class PermissionsAreNamed : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "No policy allows every action on every resource",
        Severity = Severity.Critical,
        Targets = ["aws"],
        Reason = "A role that may do everything makes every hole in the workload a hole in the account.",
        Link = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    };

    public override void Check(RuleRun run)
    {
        foreach (var policy in run.All<AwsRolePolicy>()) Check(run, policy, policy.Policy);
        foreach (var policy in run.All<AwsIamPolicy>()) Check(run, policy, policy.Policy);
        foreach (var attachment in run.All<AwsRolePolicyAttachment>())
            run.Expect(attachment, attachment.PolicyArn, arn => !arn.EndsWith("/AdministratorAccess", StringComparison.Ordinal) && !arn.EndsWith("/PowerUserAccess", StringComparison.Ordinal), "a policy of named actions", "Attach a policy of the actions the role needs");
    }

    private static void Check(RuleRun run, ResourceView view, Value<ImmutableArray<AwsPolicyStatement>> policy)
    {
        foreach (var statement in run.Each(view, policy).Where(statement => statement.Allows && statement.Resources.Contains("*")))
        {
            foreach (var action in statement.Actions.Where(action => action == "*" || action.EndsWith(":*", StringComparison.Ordinal)))
                run.Report(view.Resource, $"{statement.Path} allows '{action}' on resource '*', expected named actions or named resources", "Name the actions the role needs, and the resources it needs them on");
        }
    }
}
