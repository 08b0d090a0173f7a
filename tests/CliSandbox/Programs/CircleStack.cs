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
        var declared = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new Command("first", new CommandArgs { Create = Output.Create(declared.Task).Apply(_ => second!.Stdout) }, new CustomResourceOptions { Parent = left });
        second = new Command("second", new CommandArgs { Create = first.Stdout }, new CustomResourceOptions { Parent = right });
        declared.SetResult(true);
    }

    private sealed class Part(string name) : ComponentResource("sandbox:index:Part", name);
}
