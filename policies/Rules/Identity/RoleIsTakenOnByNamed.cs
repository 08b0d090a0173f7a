using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Identity;

public sealed class RoleIsTakenOnByNamed : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A role is taken on by those it names",
        Severity = Severity.Critical,
        Targets = ["aws"],
        Reason = "A role that everybody may take on belongs to everybody.",
        Link = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var role in run.All<AwsRole>())
        {
            foreach (var statement in run.Each(role, role.AssumeRolePolicy).Where(statement => statement is { Allows: true, IsForEverybody: true, HasCondition: false }))
                run.Report(role.Resource, $"{statement.Path} lets principal '*' take the role on, expected a named service or account", "Name the service or account");
        }
    }
}
