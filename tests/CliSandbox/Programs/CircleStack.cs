using Pulumi;
using Pulumi.Command.Local;

namespace Slipway.Cli.Sandbox.Programs;

/// <summary>Two components whose parts need values of each other.</summary>
internal sealed class CircleStack : Stack
{
    public CircleStack()
    {
        var left = new Part("left");
        var right = new Part("right");
        Command? second = null;
        var start = new Command("start", new CommandArgs { Create = "echo start" });
        var first = new Command("first", new CommandArgs { Create = start.Urn.Apply(_ => second!.Stdout) }, new CustomResourceOptions { Parent = left });
        second = new Command("second", new CommandArgs { Create = first.Stdout }, new CustomResourceOptions { Parent = right });
    }

    private sealed class Part(string name) : ComponentResource("sandbox:index:Part", name);
}
