using System.Collections.Immutable;
using Pulumi.Utilities;

namespace Pulumi.Offline.Tests;

public class OutputTests
{
    [Fact]
    public async Task What_is_made_of_a_secret_is_secret()
    {
        var secret = Output.CreateSecret("s");

        Assert.True(await Output.IsSecretAsync(secret.Apply(value => value.Length)));
        Assert.True(await Output.IsSecretAsync(Output.All(Output.Create("a"), secret)));
        Assert.True(await Output.IsSecretAsync(Output.Tuple(Output.Create(1), secret)));
        Assert.True(await Output.IsSecretAsync(Output.Format($"a{secret}b")));
        Assert.True(await Output.IsSecretAsync(Output.Create(1).Apply(_ => secret)));
    }

    [Fact]
    public async Task What_is_made_of_plain_values_is_not_secret()
    {
        Assert.False(await Output.IsSecretAsync(Output.Format($"{Output.Create(1)}")));
        Assert.False(await Output.IsSecretAsync(Output.Unsecret(Output.CreateSecret("s"))));
    }

    [Fact]
    public async Task A_function_of_an_unknown_value_is_not_called()
    {
        var called = false;
        var unknown = OutputUtilities.CreateUnknown("?");

        var result = unknown.Apply(value => called = true);

        Assert.False(await OutputUtilities.GetIsKnownAsync(result));
        Assert.False(called);
    }

    [Fact]
    public async Task One_unknown_part_makes_the_whole_unknown()
    {
        var unknown = OutputUtilities.CreateUnknown(1);

        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.All(Output.Create(0), unknown)));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.Tuple(unknown, Output.Create(0))));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.Format($"{unknown}")));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.Create(0).Apply(_ => unknown)));
    }

    [Fact]
    public async Task An_unknown_secret_stays_secret()
    {
        var result = Output.CreateSecret(OutputUtilities.CreateUnknown(1)).Apply(value => value + 1);

        Assert.True(await Output.IsSecretAsync(result));
    }

    [Fact]
    public async Task Combined_values_keep_their_order_and_formats()
    {
        var all = await OutputUtilities.GetValueAsync(Output.All(Enumerable.Range(0, 5).Select(i => (Input<int>)i)));
        var tuple = await OutputUtilities.GetValueAsync(Output.Tuple(Output.Create(1), Output.Create("b"), Output.Create(true)));
        var text = await OutputUtilities.GetValueAsync(Output.Format($"{Output.Create(1.5):0.00}|{(Input<string>)"x",3}|{7}"));

        Assert.Equal([0, 1, 2, 3, 4], all.AsEnumerable());
        Assert.Equal((1, "b", true), tuple);
        Assert.Equal("1.50|  x|7", text);
    }

    [Fact]
    public async Task Eight_outputs_make_one_tuple()
    {
        var tuple = Output.Tuple(
            Output.Create(1), Output.Create(2), Output.Create(3), Output.Create(4),
            Output.Create(5), Output.Create(6), Output.Create(7), Output.CreateSecret(8));

        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8), await OutputUtilities.GetValueAsync(tuple));
        Assert.True(await Output.IsSecretAsync(tuple));
    }

    [Fact]
    public async Task Every_form_of_Apply_gives_the_functions_value()
    {
        var one = Output.Create(1);

        Assert.Equal(2, await OutputUtilities.GetValueAsync(one.Apply(value => value + 1)));
        Assert.Equal(2, await OutputUtilities.GetValueAsync(one.Apply(value => Task.FromResult(value + 1))));
        Assert.Equal(2, await OutputUtilities.GetValueAsync(one.Apply(value => Output.Create(value + 1))));
        Assert.Equal(2, await OutputUtilities.GetValueAsync(one.Apply(value => (Input<int>)(value + 1))));
    }

    [Fact]
    public async Task Values_remember_the_resources_they_came_from()
    {
        var monitor = new EchoMonitor();
        ImmutableHashSet<Resource> sources = [];
        Widget? first = null;
        Widget? second = null;

        await monitor.RunAsync(() => Deployment.RunAsync(async () =>
        {
            first = new Widget("first", new() { Text = "a" });
            second = new Widget("second", new() { Text = "b" });
            var text = Output.Format($"{first.Text}{second.Text.Apply(value => value + "!")}");
            sources = await OutputUtilities.GetDependenciesAsync(Output.All(text).Apply(values => values[0]));
        }));

        Assert.Equal(new HashSet<Resource> { first!, second! }, sources.ToHashSet());
    }

    [Fact]
    public void Its_text_says_what_to_write_instead()
    {
        var text = Output.Create("value").ToString();

        Assert.Contains("Apply", text, StringComparison.Ordinal);
        Assert.Contains("Output.Format", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_of_a_value_resolves_the_outputs_within_it()
    {
        var value = Output.Create(new Dictionary<string, object>
        {
            ["plain"] = 1,
            ["later"] = Output.Create(Task.Delay(5).ContinueWith(_ => "done", TaskScheduler.Default)),
            ["nested"] = new[] { Output.CreateSecret(Output.Create(2)) },
        });

        var json = Output.JsonSerialize(value);

        Assert.Equal("""{"plain":1,"later":"done","nested":[2]}""", await OutputUtilities.GetValueAsync(json));
        Assert.True(await Output.IsSecretAsync(json));
    }

    [Fact]
    public async Task JSON_text_is_read_into_a_value()
    {
        var read = Output.JsonDeserialize<int[]>(Output.CreateSecret("[1,2]"));

        Assert.Equal<IEnumerable<int>>([1, 2], await OutputUtilities.GetValueAsync(read));
        Assert.True(await Output.IsSecretAsync(read));
    }

    [Fact]
    public async Task Lists_and_unions_can_be_reached_into()
    {
        var list = Output.Create(ImmutableArray.Create("a", "b"));
        var union = Output.Create(Union<int, string>.FromT1("x"));

        Assert.Equal("b", await OutputUtilities.GetValueAsync(list.GetAt(1)));
        Assert.Equal("a", await OutputUtilities.GetValueAsync(list.First()));
        Assert.Equal(2, await OutputUtilities.GetValueAsync(list.Length()));
        Assert.True(await OutputUtilities.GetValueAsync(union.IsT1()));
        Assert.Equal("x", await OutputUtilities.GetValueAsync(union.AsT1()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => OutputUtilities.GetValueAsync(union.AsT0()));
    }
}
