using Slipway.Policies.Evaluation;
using Slipway.Policies.Rules;

namespace OwnRules;

/// <summary>A rule as a user writes one, in an assembly of its own.</summary>
public sealed class CommandHasUpdate : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A command says how it is updated",
        Severity = Severity.Low,
        Targets = ["local"],
        Reason = "Without an update the command that creates is run again.",
        Link = "https://www.pulumi.com/registry/packages/command/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var command in run.All<LocalCommand>())
            run.Expect(command, command.Update, true, "Give it an Update");
    }
}
