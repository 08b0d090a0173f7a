using System.Collections.Immutable;
using Pulumi.Utilities;

namespace Pulumi.Offline.Tests;

public class FunctionTests
{
    [Fact]
    public async Task A_call_after_a_resource_that_does_not_exist_yet_is_not_sent()
    {
        var monitor = new EchoMonitor { IsPreview = true };
        bool? known = null;

        await monitor.RunAsync(() => Deployment.RunAsync(async () =>
        {
            var result = Deployment.Instance.Invoke<ImmutableDictionary<string, object>>(
                "test:index:look", InvokeArgs.Empty, new InvokeOutputOptions { DependsOn = { new Widget("w") } });
            known = await OutputUtilities.GetIsKnownAsync(result);
        }));

        Assert.False(known);
        Assert.Empty(monitor.Calls);
    }

    [Fact]
    public async Task The_result_of_a_call_comes_from_what_its_arguments_came_from()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var first = new Widget("first", new() { Text = "t" });
            var result = Deployment.Instance.Invoke<ImmutableDictionary<string, object>>(
                "test:index:look", new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty.Add("text", first.Text)));
            _ = new Widget("second", new() { Text = result.Apply(values => (string)values["text"]) });
        });

        Assert.Equal(["urn:pulumi:dev::proj::test:index:Widget::first"], monitor["second"].PropertyDependencies["text"].AsEnumerable());
    }

    [Fact]
    public async Task A_call_uses_the_provider_of_its_parent()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var provider = new ProviderResource("test", "mine", ResourceArgs.Empty);
            var gadget = new Gadget("g", new() { Providers = { provider } });
            Deployment.Instance.Invoke<object>("test:index:look", InvokeArgs.Empty, new InvokeOptions { Parent = gadget });
        });

        Assert.Equal("urn:pulumi:dev::proj::pulumi:providers:test::mine::mine-id", Assert.Single(monitor.Calls).Provider);
    }

    [Fact]
    public async Task A_method_is_called_with_its_resource()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => Deployment.Instance.Call("test:index:Widget/poke", CallArgs.Empty, new Widget("w")));

        var call = Assert.Single(monitor.Calls);
        Assert.True(call.IsMethod);
        Assert.Equal(new PropertyValue.ResourceReference("urn:pulumi:dev::proj::test:index:Widget::w", "w-id"), call.Arguments["__self__"]);
    }

    [Fact]
    public async Task More_than_one_value_is_not_a_single_one()
    {
        var monitor = new EchoMonitor { AnswerCall = _ => PropertyValue.Map.Empty.With("a", PropertyValue.Nothing).With("b", PropertyValue.Nothing) };

        await monitor.RunAsync(() => Deployment.Instance.InvokeSingle<string>("test:index:look", InvokeArgs.Empty));

        Assert.Contains("test:index:look gave 2 values", Assert.Single(monitor.Errors), StringComparison.Ordinal);
    }
}
