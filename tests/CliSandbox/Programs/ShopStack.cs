using Pulumi;
using Pulumi.Command.Local;
using Pulumi.Random;

namespace Slipway.Cli.Sandbox.Programs;

/// <summary>A pet name, a password and a file that holds both: something of each kind, made in a moment.</summary>
internal sealed class ShopStack : Stack
{
    public ShopStack()
    {
        var config = new Config();
        var name = new RandomPet("name", new RandomPetArgs { Length = config.GetInt32("words") ?? 2 });
        var password = new RandomPassword("password", new RandomPasswordArgs { Length = 20 });
        _ = new Command("file", new CommandArgs
        {
            Create = "printf '%s' \"$NAME\" > ../shop.txt",
            Delete = "rm -f ../shop.txt",
            Environment = { ["NAME"] = name.Id, ["PASSWORD"] = password.Result },
        });
        Name = name.Id;
        Password = password.Result;
        Addresses = name.Id.Apply(_ => new Dictionary<string, string> { ["shop"] = "http://127.0.0.1:18000/", ["metrics"] = "http://127.0.0.1:18090/" });
    }

    [Output("name")]
    public Output<string> Name { get; private set; }

    [Output("password")]
    public Output<string> Password { get; private set; }

    [Output("addresses")]
    public Output<Dictionary<string, string>> Addresses { get; private set; }
}
