using Pulumi;
using Slipway.Cli.Sandbox.Programs;
using Slipway.Cli.Stacks;
using Slipway.Engine;

namespace Slipway.Cli.Sandbox;

internal static class SandboxPlatform
{
    public static Platform Create(TimeProvider time) => new()
    {
        Operations = stack => new EngineStack(stack, Program(stack.Setting("program")), time),
        Live = _ => new NothingLive(),
        Tools = _ => [],
        Ports = _ => [],
    };

    private static PulumiProgram Program(string? name) => name switch
    {
        "shop" => Deployment.RunAsync<ShopStack>,
        "slow" => Deployment.RunAsync<SlowStack>,
        "leaky" => Deployment.RunAsync<LeakyStack>,
        "circle" => Deployment.RunAsync<CircleStack>,
        "aws" => Deployment.RunAsync<AwsStack>,
        _ => throw new UserException($"there is no sandbox program '{name}'. Set one: `slipway config set program shop`."),
    };
}
