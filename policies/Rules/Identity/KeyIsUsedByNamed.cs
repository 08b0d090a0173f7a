using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;

namespace Slipway.Policies.Rules.Identity;

public sealed class KeyIsUsedByNamed : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A key is used by those it names",
        Severity = Severity.High,
        Targets = ["aws"],
        Reason = "Who may use the key may read everything under it.",
        Link = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var key in run.All<AwsKey>())
        {
            foreach (var statement in run.Each(key, key.Policy).Where(statement => statement is { Allows: true, IsForEverybody: true, HasCondition: false }))
                run.Report(key.Resource, $"{statement.Path} lets principal '*' use the key, expected named principals", "Name the account, role or service");
        }
    }
}
