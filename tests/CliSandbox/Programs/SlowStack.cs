using Pulumi;
using Pulumi.Command.Local;

namespace Slipway.Cli.Sandbox.Programs;

/// <summary>A command that takes long, and one that comes after it; both say in <c>log</c> what they did.</summary>
internal sealed class SlowStack : Stack
{
    public SlowStack()
    {
        var slow = new Command("slow", new CommandArgs { Create = "cd .. && touch started && sleep 3 && echo slow >> log" });
        _ = new Command("after", new CommandArgs { Create = "cd .. && echo after >> log" }, new CustomResourceOptions { DependsOn = { slow } });
    }
}
