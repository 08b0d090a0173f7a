using Pulumi.Utilities;

namespace Pulumi.Offline.Tests;

public class ConfigTests
{
    [Fact]
    public async Task Values_are_read_as_their_types()
    {
        await WithConfigAsync(
            config =>
            {
                Assert.Equal("eu", config.Require("region"));
                Assert.Equal(3, config.RequireInt32("count"));
                Assert.True(config.RequireBoolean("flag"));
                Assert.Equal([1, 2], config.RequireObject<int[]>("list"));
                Assert.Null(config.Get("absent"));
                Assert.Null(config.GetInt32("absent"));
                Assert.Null(config.GetBoolean("absent"));
                Assert.Null(config.GetObject<int[]>("absent"));
                Assert.Null(config.GetSecret("absent"));
            },
            ("proj:region", "eu"), ("proj:count", "3"), ("proj:flag", "true"), ("proj:list", "[1,2]"));
    }

    [Fact]
    public async Task Another_namespace_has_its_own_values()
    {
        await WithConfigAsync(
            _ => Assert.Equal("west", new Config("aws").Get("region")),
            ("proj:region", "eu"), ("aws:region", "west"));
    }

    [Fact]
    public async Task Secret_values_are_secret_outputs_of_their_types()
    {
        var monitor = new EchoMonitor();
        (bool Secret, int Value) read = default;

        await monitor.RunAsync(
            () => Deployment.RunAsync(async () =>
            {
                var output = new Config().RequireSecretInt32("count");
                read = (await Output.IsSecretAsync(output), await OutputUtilities.GetValueAsync(output));
            }),
            ("proj:count", "3"));

        Assert.Equal((true, 3), read);
    }

    [Fact]
    public async Task A_missing_value_is_told_with_the_command_that_sets_it()
    {
        Assert.Contains("'proj:size'", await ErrorAsync(config => config.Require("size")), StringComparison.Ordinal);
        Assert.Contains("`pulumi config set proj:size <value>`", await ErrorAsync(config => config.RequireInt32("size")), StringComparison.Ordinal);
        Assert.Contains("`pulumi config set --secret proj:size <value>`", await ErrorAsync(config => config.RequireSecret("size")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_told_with_the_value()
    {
        var error = await ErrorAsync(config => config.RequireInt32("size"), ("proj:size", "5tb"));

        Assert.Contains("'proj:size' value '5tb' is not a valid int", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_the_wrong_type_is_told_without_the_value()
    {
        var monitor = new EchoMonitor();

        await monitor.RunWithSecretsAsync(
            () => Deployment.RunAsync(() => { new Config().RequireSecretInt32("pin"); }), ["proj:pin"], ("proj:pin", "hunter2"));

        var error = Assert.Single(monitor.Errors);
        Assert.Contains("proj:pin", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_a_secret_as_plain_text_is_warned_about()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunWithSecretsAsync(
            () => Deployment.RunAsync(() => { new Config().Require("pin"); }), ["proj:pin"], ("proj:pin", "hunter2"));

        var message = Assert.Single(monitor.Messages);
        Assert.Equal((0, LogSeverity.Warning), (exit, message.Severity));
        Assert.Contains("RequireSecret", message.Message, StringComparison.Ordinal);
    }

    private static async Task WithConfigAsync(Action<Config> check, params (string Key, string Value)[] configuration)
    {
        var monitor = new EchoMonitor();
        var checkedAll = false;

        await monitor.RunAsync(
            () => Deployment.RunAsync(() =>
            {
                check(new Config());
                checkedAll = true;
            }),
            configuration);

        Assert.True(checkedAll, string.Join('\n', monitor.Errors));
    }

    private static async Task<string> ErrorAsync(Action<Config> read, params (string Key, string Value)[] configuration)
    {
        var monitor = new EchoMonitor();
        var exit = await monitor.RunAsync(() => Deployment.RunAsync(() => read(new Config())), configuration);
        Assert.Equal(32, exit);
        return Assert.Single(monitor.Errors);
    }
}
