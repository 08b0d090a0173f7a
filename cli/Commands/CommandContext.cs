using Slipway.Cli.Changes;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;
using Slipway.Cli.Tools;

namespace Slipway.Cli.Commands;

/// <summary>What every command works with.</summary>
internal sealed record CommandContext(Session Session, Interruption Interruption, Platform Platform)
{
    public StackSelector Stacks { get; } = new(Session);

    public StackChange Change() => new(Session, Interruption, Platform.LookBackPause);

    public ToolFinder ToolFinder() => new(Session.Environment("PATH"));

    public PackageInstaller Installer() => new(Session, Platform.Host ?? (() => HostFacts.OfThisMachine(ToolFinder())));
}
