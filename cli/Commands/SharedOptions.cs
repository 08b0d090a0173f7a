using System.CommandLine;

namespace Slipway.Cli.Commands;

/// <summary>Options that several commands share, spelled and described alike.</summary>
internal static class SharedOptions
{
    public static Option<string> Stack() => new("--stack", "-s")
    {
        Description = "The stack: its configuration is Pulumi.<stack>.yaml",
        DefaultValueFactory = _ => "dev",
        HelpName = "name",
    };

    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Do not ask" };

    public static Option<bool> Json() => new("--json") { Description = "Machine-readable result on stdout" };

    /// <summary>For commands that take a while: what happens, as it happens.</summary>
    public static Option<bool> JsonEvents() => new("--json") { Description = "Events on stdout, one JSON object a line; the last line holds the result" };

    public static Option<bool> ForceRelease() => new("--force") { Description = "Release although a new migration would break the version that is live" };

    public static Option<string?> Outputs(bool required = false) => new("--outputs")
    {
        Description = "What `pulumi stack output --json` printed, for a stack that `pulumi up` updates",
        HelpName = "file",
        Required = required,
    };

    public static Option<bool> Verbose() => new("--verbose", "-v") { Description = "Show unchanged resources too" };

    public static Option<bool> Diff() => new("--diff") { Description = "Show what changes in each resource" };

    public static Option<string?> Base() => new("--base") { Description = "Compare with this plan, made before the change, rather than with what the plan itself compares with", HelpName = "file" };
}
