using Slipway.Engine.Planning;
using Spectre.Console;

namespace Slipway.Cli.Screens;

/// <summary>How a kind of step is written; the signs are Pulumi's.</summary>
internal sealed record Operation(string Sign, Style Style, string Todo, string Doing, string Done)
{
    public static Operation Of(StepKind kind) => kind switch
    {
        StepKind.Create => new("+", Styles.Good, "to create", "creating", "created"),
        StepKind.Update => new("~", Styles.Warning, "to update", "updating", "updated"),
        StepKind.Replace => new("+-", Styles.Warning, "to replace", "replacing", "replaced"),
        StepKind.CreateReplacement => new("++", Styles.Good, "to replace", "creating replacement", "created replacement"),
        StepKind.DeleteReplaced => new("--", Styles.Bad, "to replace", "deleting replaced", "deleted replaced"),
        StepKind.Delete => new("-", Styles.Bad, "to delete", "deleting", "deleted"),
        StepKind.Read => new(">", Styles.Accent, "to read", "reading", "read"),
        StepKind.Refresh => new("~", Styles.Accent, "to refresh", "refreshing", "refreshed"),
        StepKind.Import => new("=", Styles.Accent, "to import", "importing", "imported"),
        _ => new("", Styles.Plain, "unchanged", "checking", "unchanged"),
    };
}
