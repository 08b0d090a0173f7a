using Pulumi.Command.Local;
using Pulumi.Random;
using Pulumi.Utilities;

namespace Pulumi.Offline.Tests;

public class ProviderClassTests
{
    [Fact]
    public async Task A_random_password_is_registered_with_secret_outputs()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => _ = new RandomPassword("p", new() { Length = 20, Keepers = { ["v"] = "1" } }));

        var sent = monitor["p"];
        Assert.Equal(("random:index/randomPassword:RandomPassword", "4.21.2"), (sent.Type, sent.Version));
        Assert.Equal(["keepers", "length"], sent.Inputs.Properties.Keys);
        Assert.Equal(["bcryptHash", "result"], sent.AdditionalSecretOutputs.AsEnumerable());
    }

    [Fact]
    public async Task Every_random_resource_is_declared_with_its_token()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            _ = new RandomString("string", new() { Length = 1 });
            _ = new RandomId("id", new() { ByteLength = 1 });
            _ = new RandomInteger("integer", new() { Min = 1, Max = 2 });
            _ = new RandomUuid("uuid");
            _ = new RandomBytes("bytes", new() { Length = 1 });
            _ = new RandomPet("pet");
            _ = new RandomShuffle("shuffle", new() { Inputs = { "a", "b" } });
        });

        Assert.Equal(
            [
                "random:index/randomBytes:RandomBytes", "random:index/randomId:RandomId", "random:index/randomInteger:RandomInteger",
                "random:index/randomPet:RandomPet", "random:index/randomShuffle:RandomShuffle", "random:index/randomString:RandomString",
                "random:index/randomUuid:RandomUuid",
            ],
            monitor.Registrations.Where(registration => registration.Custom).Select(registration => registration.Type).Order());
    }

    [Fact]
    public async Task An_existing_resource_is_read_with_what_is_known_of_it()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => _ = RandomPassword.Get("p", "none", new() { Result = "s" }));

        var read = Assert.Single(monitor.Reads);
        Assert.Equal("none", read.Id);
        Assert.Equal(new PropertyValue.Secret(new PropertyValue.Text("s")), read.Properties["result"]);
    }

    [Fact]
    public async Task A_command_is_registered_with_its_triggers_forcing_replacement()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => _ = new Command.Local.Command("c", new()
        {
            Create = "echo $A",
            Environment = { ["A"] = Output.CreateSecret("a") },
            Interpreter = { "/bin/bash", "-c" },
            Triggers = new object[] { "x", 1 },
            Logging = Logging.StdoutAndStderr,
        }));

        var sent = monitor["c"];
        Assert.Equal("command:local:Command", sent.Type);
        Assert.Equal(["triggers[*]"], sent.ReplaceOnChanges.AsEnumerable());
        Assert.Equal(["create", "environment", "interpreter", "logging", "triggers"], sent.Inputs.Properties.Keys);
        Assert.Equal(new PropertyValue.Text("stdoutAndStderr"), sent.Inputs["logging"]);
    }

    [Fact]
    public async Task A_command_run_as_a_function_gives_its_output()
    {
        var monitor = new EchoMonitor
        {
            AnswerCall = call => call.Arguments.With("stdout", new PropertyValue.Text("out")).With("stderr", new PropertyValue.Text("")),
        };
        var stdout = "";

        await monitor.RunAsync(() => Deployment.RunAsync(async () =>
        {
            var result = Run.Invoke(new RunInvokeArgs { Command = "echo out", Logging = Logging.None });
            stdout = (await OutputUtilities.GetValueAsync(result)).Stdout;
        }));

        Assert.Equal("out", stdout);
        Assert.Equal("command:local:run", Assert.Single(monitor.Calls).Token);
    }
}
