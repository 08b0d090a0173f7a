using Pulumi;
using Pulumi.Command.Local;

namespace Slipway.Cli.Sandbox.Programs;

/// <summary>Lets a secret slip into longer texts in every way a program can.</summary>
internal sealed class LeakyStack : Stack
{
    public LeakyStack()
    {
        var config = new Config();
        var plain = config.Require("password");
        var address = $"postgres://shop:{plain}@127.0.0.1/shop";
        Log.Info($"connecting to {address}");
        var printed = new Command("printed", new CommandArgs { Create = $"echo 'connected to {address}'" });
        if (config.GetBoolean("fail") == true)
        {
            _ = new Command("broken", new CommandArgs { Create = $"echo 'cannot reach {address}' >&2; exit 3" }, new CustomResourceOptions { DependsOn = { printed } });
        }

        if (config.GetBoolean("throw") == true) throw new RunException($"{address} is no address");
        Address = Output.Create(address);
        Secret = config.RequireSecret("password");
    }

    [Output("address")]
    public Output<string> Address { get; private set; }

    [Output("secret")]
    public Output<string> Secret { get; private set; }
}
