using System.Collections.Immutable;
using System.CommandLine;
using Slipway.Engine;

namespace Slipway.Cli.Commands;

/// <summary>The options that shape a plan and how it is carried out, alike for every command that changes a stack.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string[]> _target = Many("--target", "Only this resource: its URN or name, * for any text; can be given again");
    private readonly Option<string[]> _replace = Many("--replace", "Replace this resource although nothing changed: its URN or name, * for any text");
    private readonly Option<bool> _refresh = new("--refresh") { Description = "Look first how the resources really are" };
    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "How many steps run at the same time",
        DefaultValueFactory = _ => new UpdateOptions().Parallel,
        HelpName = "steps",
    };

    public EngineOptions() => _parallel.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var steps) && steps < 1) result.AddError("--parallel expects 1 or more steps.");
    });

    public void AddTo(Command command, bool withReplace = true, bool withRefresh = true)
    {
        command.Add(_target);
        if (withReplace) command.Add(_replace);
        if (withRefresh) command.Add(_refresh);
        command.Add(_parallel);
    }

    public UpdateOptions Read(ParseResult parsed) => new()
    {
        Targets = Urns(parsed.GetValue(_target)),
        Replace = Urns(parsed.GetValue(_replace)),
        Refresh = parsed.GetValue(_refresh),
        Parallel = parsed.GetValue(_parallel),
    };

    private static Option<string[]> Many(string name, string description) => new(name) { Description = description, HelpName = "urn" };

    // A name stands for every resource that has it: people know names, scripts know URNs.
    private static ImmutableArray<string> Urns(string[]? given) =>
        [.. (given ?? []).Select(text => text.StartsWith("urn:", StringComparison.Ordinal) || text.StartsWith('*') ? text : $"*::{text}")];
}
