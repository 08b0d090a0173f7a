using Pulumi.Utilities;

namespace Pulumi.Offline.Tests;

public class ResourceTests
{
    private const string Prefix = "urn:pulumi:dev::proj::";

    [Fact]
    public async Task A_resource_without_a_parent_belongs_to_the_stack()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => _ = new Widget("w"));

        Assert.Equal($"{Prefix}pulumi:pulumi:Stack::proj-dev", monitor["w"].Parent);
        Assert.Null(monitor["proj-dev"].Parent);
    }

    [Fact]
    public async Task Property_dependencies_name_where_each_value_came_from()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var first = new Widget("first", new() { Text = "a" });
            _ = new Widget("second", new() { Text = Output.Format($"{first.Text}!"), Count = 1 });
        });

        var second = monitor["second"];
        Assert.Equal([$"{Prefix}test:index:Widget::first"], second.PropertyDependencies["text"].AsEnumerable());
        Assert.Empty(second.PropertyDependencies["count"]);
        Assert.Equal([$"{Prefix}test:index:Widget::first"], second.Dependencies.AsEnumerable());
    }

    [Fact]
    public async Task Of_a_resource_that_was_left_out_nothing_is_known_and_nothing_is_made_of_it()
    {
        var monitor = new EchoMonitor { LeavesOut = "first" };

        var exitCode = await monitor.RunAsync(() =>
        {
            var first = new Widget("first", new() { Text = "a" });
            _ = new Widget("second", new() { Text = first.Text.Apply(text => text!.ToUpperInvariant()) });
            _ = new Widget("third", new() { Text = first.Id });
        });

        Assert.Equal(0, exitCode);
        Assert.Equal(PropertyValue.NotYetKnown, monitor["second"].Inputs["text"]);
        Assert.Equal(PropertyValue.NotYetKnown, monitor["third"].Inputs["text"]);
    }

    [Fact]
    public async Task Depending_on_a_component_is_depending_on_what_is_made_in_it()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var gadget = new Gadget("g", null, "b", "a");
            _ = new Gadget("inner", new() { Parent = gadget }, "c");
            _ = new Widget("w", null, new() { DependsOn = { gadget } });
        });

        Assert.Equal(
            [
                $"{Prefix}test:index:Gadget$test:index:Gadget$test:index:Widget::c",
                $"{Prefix}test:index:Gadget$test:index:Widget::a",
                $"{Prefix}test:index:Gadget$test:index:Widget::b",
            ],
            monitor["w"].Dependencies.AsEnumerable());
    }

    [Fact]
    public async Task A_part_that_uses_its_own_component_does_not_wait_for_itself()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(() =>
        {
            var gadget = new Gadget("g");
            _ = new Widget("w", new() { Text = gadget.Urn }, new() { Parent = gadget, DependsOn = { gadget } });
        });

        Assert.Equal(0, exit);
        Assert.Empty(monitor["w"].Dependencies);
    }

    [Fact]
    public async Task Resources_that_wait_for_each_other_are_told_instead_of_hanging()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(() => Deployment.RunAsync(async () =>
        {
            var left = new Gadget("left");
            var right = new Gadget("right");
            var gate = new TaskCompletionSource<Resource>(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = new Widget("a", null, new() { Parent = left, DependsOn = Output.Create(gate.Task) });
            _ = new Widget("b", null, new() { Parent = right, DependsOn = { left } });
            gate.SetResult(right);
            await Task.Yield();
        }));

        Assert.Equal(32, exit);
        Assert.Contains("need each other in a circle", Assert.Single(monitor.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_reach_the_engine()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var other = new Widget("other");
            _ = new Widget("w", null, new()
            {
                Protect = true,
                DeleteBeforeReplace = true,
                RetainOnDelete = true,
                DeletedWith = other,
                ImportId = "i",
                Version = "1.2.3",
                IgnoreChanges = { "a" },
                ReplaceOnChanges = { "b" },
                AdditionalSecretOutputs = { "c" },
                CustomTimeouts = new() { Create = TimeSpan.FromMinutes(1) },
                Aliases = { new Alias { Name = "old" }, new Alias { NoParent = true }, new Alias { Parent = other }, new Alias { Urn = "urn:x" } },
            });
        });

        var sent = monitor["w"];
        Assert.Equal((true, true, true, "i", "1.2.3"), (sent.Protect, sent.DeleteBeforeReplace, sent.RetainOnDelete, sent.ImportId, sent.Version));
        Assert.Equal($"{Prefix}test:index:Widget::other", sent.DeletedWith);
        Assert.Equal(["a", "b", "c"], [.. sent.IgnoreChanges, .. sent.ReplaceOnChanges, .. sent.AdditionalSecretOutputs]);
        Assert.Equal(new ResourceTimeouts(TimeSpan.FromMinutes(1), null, null), sent.Timeouts);
        Assert.Equal(
            [
                new ResourceAlias(null, "old", null, null, null, null, false),
                new ResourceAlias(null, null, null, null, null, null, true),
                new ResourceAlias(null, null, null, null, null, $"{Prefix}test:index:Widget::other", false),
                new ResourceAlias("urn:x", null, null, null, null, null, false),
            ],
            sent.Aliases.AsEnumerable());
    }

    [Fact]
    public void Merged_options_join_lists_and_take_the_later_value()
    {
        var merged = CustomResourceOptions.Merge(
            new() { Protect = true, Version = "1", IgnoreChanges = { "a" }, AdditionalSecretOutputs = { "x" } },
            new() { Version = "2", IgnoreChanges = { "b" }, AdditionalSecretOutputs = { "y" } });

        Assert.Equal((true, "2"), (merged.Protect, merged.Version));
        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["x", "y"], merged.AdditionalSecretOutputs);
    }

    [Fact]
    public async Task Children_inherit_protection_unless_they_say_otherwise()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var gadget = new Gadget("g", new() { Protect = true }, "inherits");
            _ = new Widget("says otherwise", null, new() { Parent = gadget, Protect = false });
        });

        Assert.True(monitor["inherits"].Protect);
        Assert.False(monitor["says otherwise"].Protect);
    }

    [Fact]
    public async Task Children_inherit_the_provider_of_their_package()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var test = new ProviderResource("test", "mine", ResourceArgs.Empty);
            var other = new ProviderResource("other", "theirs", ResourceArgs.Empty);
            var gadget = new Gadget("g", new() { Providers = { test, other } }, "inherits");
            _ = new Gadget("inner", new() { Parent = gadget }, "inherits from afar");
            _ = new CustomResource("third:index:Thing", "none", null, new() { Parent = gadget });
            _ = new Gadget("single", new() { Provider = test }, "inherits a single one");
        });

        var reference = $"{Prefix}pulumi:providers:test::mine::mine-id";
        Assert.Equal(reference, monitor["inherits"].Provider);
        Assert.Equal(reference, monitor["inherits from afar"].Provider);
        Assert.Equal(reference, monitor["inherits a single one"].Provider);
        Assert.Null(monitor["none"].Provider);
    }

    [Fact]
    public async Task A_provider_without_an_id_yet_is_referred_to_as_unknown()
    {
        var monitor = new EchoMonitor { IsPreview = true };

        await monitor.RunAsync(() => _ = new Widget("w", null, new() { Provider = new ProviderResource("test", "mine", ResourceArgs.Empty) }));

        Assert.Equal($"{Prefix}pulumi:providers:test::mine::04da6b54-80e4-46f7-96ec-b56ff0331ba9", monitor["w"].Provider);
    }

    [Fact]
    public async Task Transformations_of_the_resource_come_before_those_of_its_parents()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var gadget = new Gadget("g", new() { ResourceTransformations = { Append("2") } });
            _ = new Widget("w", new() { Text = "0" }, new() { Parent = gadget, ResourceTransformations = { Append("1") } });
        });

        Assert.Equal(new PropertyValue.Text("012"), monitor["w"].Inputs["text"]);

        static ResourceTransformation Append(string text) => args => args.Args is WidgetArgs widget
            ? new ResourceTransformationResult(new WidgetArgs { Text = Output.Format($"{widget.Text!}{text}") }, args.Options)
            : null;
    }

    [Fact]
    public async Task Transformations_of_the_stack_reach_every_resource()
    {
        var monitor = new EchoMonitor();
        var options = new StackOptions
        {
            ResourceTransformations =
            {
                args =>
                {
                    args.Options.Protect = true;
                    return new ResourceTransformationResult(args.Args, args.Options);
                },
            },
        };

        await monitor.RunAsync(() => Deployment.RunAsync(
            () =>
            {
                _ = new Gadget("g", null, "w");
                return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
            },
            options));

        Assert.True(monitor["w"].Protect);
        Assert.True(monitor["g"].Protect);
    }

    [Fact]
    public async Task A_transformation_cannot_change_the_parent()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(() =>
        {
            var gadget = new Gadget("g");
            _ = new Widget("w", null, new()
            {
                ResourceTransformations = { args => new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = gadget }) },
            });
        });

        Assert.Equal(32, exit);
        Assert.Contains("change the parent of test:index:Widget 'w'", Assert.Single(monitor.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_with_an_id_is_read_rather_than_made()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => _ = new Widget("w", new() { Text = "hint" }, new() { Id = "existing" }));

        var read = Assert.Single(monitor.Reads);
        Assert.Equal("existing", read.Id);
        Assert.Equal(new PropertyValue.Text("hint"), read.Properties["text"]);
        Assert.DoesNotContain(monitor.Registrations, registration => registration.Name == "w");
    }

    [Fact]
    public async Task The_outputs_of_a_component_are_registered_on_its_URN()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => _ = new Gadget("g", null, "w"));

        Assert.Contains($"{Prefix}test:index:Gadget::g", monitor.Outputs.Keys);
    }

    [Fact]
    public async Task A_URN_is_put_together_from_its_parts()
    {
        var monitor = new EchoMonitor();
        string[] urns = [];

        await monitor.RunAsync(() => Deployment.RunAsync(async () =>
        {
            var gadget = new Gadget("g");
            urns =
            [
                await OutputUtilities.GetValueAsync(Urn.Create("n", "a:b:C")),
                await OutputUtilities.GetValueAsync(Urn.Create("n", "a:b:C", parent: gadget)),
                await OutputUtilities.GetValueAsync(Urn.Create("n", "a:b:C", project: "other", stack: "prod")),
            ];
        }));

        Assert.Equal([$"{Prefix}a:b:C::n", $"{Prefix}test:index:Gadget$a:b:C::n", "urn:pulumi:prod::other::a:b:C::n"], urns);
    }
}
