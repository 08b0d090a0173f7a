using Pulumi;

namespace Slipway.Benchmarks.Engine;

/// <summary>The program: pairs of a resource and one that uses its output, written as any Pulumi program is.</summary>
internal static class Pairs
{
    public static Task<int> RunAsync(int resources) => Deployment.RunAsync(() =>
    {
        for (var pair = 0; pair < resources / 2; pair++)
        {
            var source = new Thing($"source-{pair}", new ThingArgs { Value = $"value {pair}" });
            _ = new Thing($"user-{pair}", new ThingArgs { Value = source.Out });
        }
    });

    private sealed class Thing(string name, ThingArgs args) : CustomResource("memory:index:Thing", name, args)
    {
        [Output("out")]
        public Output<string> Out { get; private set; } = null!;
    }

    private sealed class ThingArgs : ResourceArgs
    {
        [Input("value")]
        public Input<string>? Value { get; set; }
    }
}
