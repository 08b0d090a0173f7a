using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Pulumi.Offline.Tests;

public class MockTests
{
    [Fact]
    public async Task Mocks_see_inputs_without_secrets_unknowns_and_nulls()
    {
        var mocks = new Mocks();

        await Deployment.TestAsync(mocks, null, () =>
        {
            _ = new Widget("w", new()
            {
                Text = Output.CreateSecret("s"),
                Count = 3,
                Ratio = OutputUtilities.CreateUnknown(1.0),
                List = { "a", OutputUtilities.CreateUnknown("b") },
                Map = { ["k"] = Output.CreateSecret("v") },
                Part = new WidgetPartArgs { Size = 1 },
                Parts = { new WidgetPartArgs { Size = 2 } },
            });
        });

        var args = Assert.Single(mocks.Resources);
        Assert.Equal("test:index:Widget", args.Type);
        Assert.Equal(["count", "map", "part", "parts", "text"], args.Inputs.Keys.Order());
        Assert.Equal("s", args.Inputs["text"]);
        Assert.Equal(3.0, args.Inputs["count"]);
        Assert.Equal("v", ((ImmutableDictionary<string, object?>)args.Inputs["map"])["k"]);
        Assert.Equal(1.0, ((ImmutableDictionary<string, object?>)args.Inputs["part"])["size"]);
        Assert.Equal(2.0, ((ImmutableDictionary<string, object?>)((ImmutableArray<object?>)args.Inputs["parts"])[0]!)["size"]);
        Assert.Equal(("", ""), (args.Provider, args.Id));
    }

    [Fact]
    public async Task Components_arrive_without_inputs_and_the_stack_not_at_all()
    {
        var mocks = new Mocks();

        await Deployment.TestAsync(mocks, null, () => _ = new Gadget("g", null, "part"));

        Assert.Equal(["test:index:Gadget", "test:index:Widget"], mocks.Resources.Select(args => args.Type));
        Assert.Empty(mocks.Resources.First().Inputs);
    }

    [Fact]
    public async Task URNs_under_mocks_keep_the_first_type_of_the_chain_only()
    {
        var resources = await Deployment.TestAsync(new Mocks(), new() { ProjectName = "p", StackName = "s" }, () => _ = new Gadget("g", null, "part"));

        Assert.Equal(
            ["urn:pulumi:s::p::pulumi:pulumi:Stack$test:index:Gadget::g", "urn:pulumi:s::p::pulumi:pulumi:Stack$test:index:Widget::part"],
            await Task.WhenAll(resources.Select(resource => OutputUtilities.GetValueAsync(resource.Urn))));
    }

    [Fact]
    public async Task Outputs_come_from_the_mocked_state_and_are_not_secret()
    {
        var resources = await Deployment.TestAsync(new Mocks(), new() { IsPreview = false }, () => _ = new Widget("w", new() { Text = Output.CreateSecret("s") }));

        var widget = Assert.IsType<Widget>(Assert.Single(resources));
        Assert.Equal("s", await OutputUtilities.GetValueAsync(widget.Text));
        Assert.False(await Output.IsSecretAsync(widget.Text));
        Assert.Equal("w_id", await OutputUtilities.GetValueAsync(widget.Id));
    }

    [Fact]
    public async Task A_missing_id_is_unknown_in_a_preview()
    {
        var mocks = new Mocks { Id = _ => null };

        var resources = await Deployment.TestAsync(mocks, new() { IsPreview = true }, () => _ = new Widget("w"));

        Assert.False(await OutputUtilities.GetIsKnownAsync(((Widget)resources[0]).Id));
    }

    [Fact]
    public async Task A_program_gives_its_outputs()
    {
        var (resources, outputs) = await Deployment.TestAsync(new Mocks(), new(), () => new Dictionary<string, object?>
        {
            ["text"] = new Widget("w", new() { Text = "t" }).Text,
            ["extra"] = 1,
        });

        Assert.Single(resources);
        Assert.Equal(1, outputs["extra"]);
        Assert.Equal("t", await OutputUtilities.GetValueAsync((Output<string?>)outputs["text"]!));
    }

    [Fact]
    public async Task A_stack_class_is_tested_with_the_stack_among_its_resources()
    {
        var resources = await Deployment.TestAsync<WidgetStack>(new Mocks());

        var stack = Assert.IsType<WidgetStack>(resources[0]);
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack", await OutputUtilities.GetValueAsync(stack.Urn));
        Assert.Equal("t", await OutputUtilities.GetValueAsync(stack.Text));
    }

    [Fact]
    public async Task A_stack_comes_from_a_service_provider()
    {
        var resources = await Deployment.TestWithServiceProviderAsync<ServedStack>(new Mocks(), new Services());

        Assert.Equal("served", Assert.IsType<Widget>(resources[1]).GetResourceName());
    }

    [Fact]
    public async Task The_mistakes_of_a_program_fail_its_test()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new Mocks(), null, Fail));

        Assert.Contains("the mistake", error.Message, StringComparison.Ordinal);

        static void Fail() => throw new RunException("the mistake");
    }

    [Fact]
    public async Task A_failing_mock_fails_the_test()
    {
        var mocks = new Mocks { Id = _ => throw new InvalidOperationException("no such thing") };

        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(mocks, null, () => _ = new Widget("w")));

        Assert.Contains("no such thing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_with_an_unknown_argument_is_not_sent()
    {
        var mocks = new Mocks();
        bool? known = null;

        await Deployment.TestAsync(mocks, new(), async () =>
        {
            var result = Deployment.Instance.Invoke<ImmutableDictionary<string, object>>(
                "test:index:look", new LookArgs { Text = OutputUtilities.CreateUnknown("?") });
            known = await OutputUtilities.GetIsKnownAsync(result);
        });

        Assert.False(known);
        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task A_call_with_a_secret_argument_gives_a_secret()
    {
        var mocks = new Mocks();
        var secret = false;
        object? text = null;

        await Deployment.TestAsync(mocks, new(), async () =>
        {
            var result = Deployment.Instance.Invoke<ImmutableDictionary<string, object>>(
                "test:index:look", new LookArgs { Text = Output.CreateSecret("s") });
            secret = await Output.IsSecretAsync(result);
            text = (await OutputUtilities.GetValueAsync(result))["text"];
        });

        Assert.True(secret);
        Assert.Equal("s", text);
        Assert.Equal("s", Assert.Single(mocks.Calls).Args["text"]);
    }

    [Fact]
    public async Task A_single_value_is_taken_out_of_its_object()
    {
        var text = "";

        await Deployment.TestAsync(new Mocks(), new(), async () =>
            text = await Deployment.Instance.InvokeSingleAsync<string>("test:index:look", new LookArgs { Text = "t" }));

        Assert.Equal("t", text);
    }

    [Fact]
    public async Task Another_stacks_outputs_are_read_and_only_the_secret_ones_are_secret()
    {
        var mocks = new Mocks
        {
            State = args => args.Inputs.AddRange(new Dictionary<string, object>
            {
                ["outputs"] = new Dictionary<string, object> { ["url"] = "u", ["password"] = Output.CreateSecret("p") },
                ["secretOutputNames"] = new[] { "password" },
            }),
        };
        object? url = null;
        bool[] secret = [];
        Exception? missing = null;

        await Deployment.TestAsync(mocks, new() { IsPreview = false }, async () =>
        {
            var reference = new StackReference("org/proj/other");
            url = await reference.GetValueAsync("url");
            secret = [await Output.IsSecretAsync(reference.GetOutput("url")), await Output.IsSecretAsync(reference.GetOutput("password"))];
            missing = await Record.ExceptionAsync(() => reference.GetValueAsync("password"));
        });

        Assert.Equal("u", url);
        Assert.Equal([false, true], secret);
        Assert.Contains("secret", missing!.Message, StringComparison.Ordinal);
        Assert.Equal("org/proj/other", Assert.Single(mocks.Resources).Id);
    }

    private sealed class LookArgs : InvokeArgs
    {
        [Input("text")]
        public Input<string>? Text { get; set; }
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(ServedStack) ? new ServedStack("served") : null;
    }

    private sealed class ServedStack : Stack
    {
        public ServedStack(string name) => _ = new Widget(name);
    }

    private sealed class WidgetStack : Stack
    {
        public WidgetStack() => Text = new Widget("w", new() { Text = "t" }).Text;

        [Output]
        public Output<string?> Text { get; private set; }
    }

    private sealed class Mocks : IMocks
    {
        public ConcurrentQueue<MockResourceArgs> Resources { get; } = new();

        public ConcurrentQueue<MockCallArgs> Calls { get; } = new();

        public Func<MockResourceArgs, string?> Id { get; init; } = args => $"{args.Name}_id";

        public Func<MockResourceArgs, object> State { get; init; } = args => args.Inputs;

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Resources.Enqueue(args);
            return Task.FromResult((Id(args), State(args)));
        }

        public Task<object> CallAsync(MockCallArgs args)
        {
            Calls.Enqueue(args);
            return Task.FromResult<object>(args.Args);
        }
    }
}
