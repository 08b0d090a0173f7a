using Pulumi;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;
using Local = Pulumi.Command.Local;
using Remote = Pulumi.Command.Remote;

namespace Slipway.Providers.Tests.Examples;

/// <summary>Commands here and elsewhere, with random names and a password.</summary>
internal static class CommandAndRandom
{
    public static void Declare()
    {
        var name = new RandomPet("name", new RandomPetArgs { Length = 2, Keepers = { { "v", "1" } } });
        var password = new RandomPassword("password", new RandomPasswordArgs { Length = 32, OverrideSpecial = "-_" });
        var greeting = new Local.Command("greet", new Local.CommandArgs
        {
            Create = Output.Format($"echo {name.Id}"),
            Environment = { ["PASSWORD"] = password.Result },
            Triggers = new[] { name.Id },
            Logging = Local.Logging.None,
        });
        var connection = new ConnectionArgs { Host = "host", User = "deploy", PrivateKey = Output.CreateSecret("key"), Port = 2222 };
        _ = new Remote.Command("greet-there", new Remote.CommandArgs { Connection = connection, Create = greeting.Stdout.Apply(text => $"echo '{text}'") });
        _ = new Remote.CopyToRemote("copy", new Remote.CopyToRemoteArgs
        {
            Connection = connection,
            Source = new StringAsset("text"),
            RemotePath = "/tmp/text",
        });
    }
}
