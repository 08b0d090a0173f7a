using System.Collections.Immutable;
using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Planning;

/// <summary>What the options of a resource mean.</summary>
public sealed class OptionTests
{
    [Fact]
    public async Task An_existing_resource_is_imported_and_not_made()
    {
        var stack = WithExisting();

        var plan = await stack.PreviewAsync(Import("found"));
        await stack.UpAsync(Import("found"));

        Assert.Equal("Import a", Fixture.Show(plan));
        Assert.Empty(stack.Cloud.Log);
        Assert.Equal("there", (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "a").Id);
        Assert.False((await stack.PreviewAsync(Import("found"))).HasChanges);
    }

    [Fact]
    public async Task An_import_that_would_hide_a_change_is_refused_in_the_preview()
    {
        var stack = WithExisting();

        var plan = await stack.PreviewAsync(Import("other"));

        Assert.Contains("differs from what the program declares in 'value'", Assert.Single(plan.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Importing_over_an_existing_resource_replaces_it()
    {
        var stack = WithExisting();
        await stack.UpAsync(program => program.ThingAsync("a", ("value", Text("found"))));

        var plan = await stack.PreviewAsync(Import("found"));
        await stack.UpAsync(Import("found"));

        Assert.Equal("Import a, Replace a, DeleteReplaced a", Fixture.Show(plan));
        Assert.Equal(["create a", "delete a"], stack.Cloud.Log);
        Assert.Equal(["there"], stack.Cloud.Resources.Keys);
        Assert.False((await stack.PreviewAsync(Import("found"))).HasChanges);
    }

    [Fact]
    public async Task A_read_resource_is_recorded_and_never_changed_or_deleted()
    {
        var stack = WithExisting();
        PropertyValue? seen = null;
        await stack.UpAsync(async program => seen = (await ReadAsync(program)).Outputs["value"]);

        await stack.UpAsync(_ => Task.CompletedTask);

        Assert.Equal(Text("found"), seen);
        Assert.Empty(stack.Cloud.Log);
        Assert.Equal(["there"], stack.Cloud.Resources.Keys);

        static Task<RegisteredResource> ReadAsync(Program program) =>
            program.Monitor.ReadAsync(new ResourceRead { Type = "test:index:Thing", Name = "a", Id = "there" }, default);
    }

    [Fact]
    public async Task A_protected_resource_is_not_replaced()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", Inputs(("fixed", Text("1"))), [], Protected));

        var plan = await stack.PreviewAsync(program => program.ThingAsync("a", Inputs(("fixed", Text("2"))), [], Protected));

        Assert.Contains("is protected and would be replaced because of 'fixed'", Assert.Single(plan.Problems), StringComparison.Ordinal);

        static ResourceRegistration Protected(ResourceRegistration wanted) => wanted with { Protect = true };
    }

    [Fact]
    public async Task A_retained_resource_outlives_its_replacement()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", Inputs(("fixed", Text("1"))), [], Retained));

        await stack.UpAsync(program => program.ThingAsync("a", Inputs(("fixed", Text("2"))), [], Retained));

        Assert.Equal(["create a", "create a"], stack.Cloud.Log);
        Assert.Single((await stack.ReadAsync()).Resources, resource => resource.Name == "a");

        static ResourceRegistration Retained(ResourceRegistration wanted) => wanted with { RetainOnDelete = true };
    }

    [Fact]
    public async Task What_goes_with_another_is_not_deleted_by_itself()
    {
        var stack = new Fixture();
        await stack.UpAsync(async program =>
        {
            var container = await program.ThingAsync("container");
            await program.ThingAsync("content", Inputs(), [container.Urn], wanted => wanted with { DeletedWith = container.Urn });
        });

        await stack.DestroyAsync();

        Assert.Equal(["create container", "create content", "delete container"], stack.Cloud.Log);
        Assert.DoesNotContain((await stack.ReadAsync()).Resources, resource => resource.Name == "content");
    }

    [Fact]
    public async Task Ignored_changes_may_lie_deep_and_within_lists()
    {
        var stack = new Fixture();
        await stack.UpAsync(Ignoring("1", "a"));

        var plan = await stack.PreviewAsync(Ignoring("2", "b"));

        Assert.Equal(["tags.seen"], plan.Steps.Single(step => step.Name == "a").Changes.Select(change => change.Path));

        static Func<Program, Task> Ignoring(string ignored, string seen) => program => program.ThingAsync(
            "a",
            Inputs(("tags", Inputs(("ignored", Text(ignored)), ("seen", Text(seen)))), ("list", new PropertyValue.List([Inputs(("x", Text(ignored)))]))),
            [],
            wanted => wanted with { IgnoreChanges = ["tags.ignored", "list[*].x"] });
    }

    [Fact]
    public async Task Outputs_asked_for_and_outputs_of_secret_inputs_are_secret()
    {
        var stack = new Fixture();

        await stack.UpAsync(program => program.ThingAsync(
            "a", Inputs(("value", Text("plain")), ("password", Secret("open sesame"))), [], wanted => wanted with { AdditionalSecretOutputs = ["out"] }));

        var outputs = (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "a").Outputs;
        Assert.Equal(Secret("plain"), outputs["out"]);
        Assert.Equal(Secret("open sesame"), outputs["password"]);
        Assert.Equal(Text("plain"), outputs["value"]);
    }

    [Fact]
    public async Task A_custom_timeout_reaches_the_provider_and_ends_the_step()
    {
        TimeSpan? seen = null;
        var stack = new Fixture { Cloud = new Cloud { Takes = TimeSpan.FromSeconds(30), Before = (_, operation) => seen = operation.Timeout } };

        var result = await stack.UpAsync(program => program.ThingAsync(
            "a", Inputs(), [], wanted => wanted with { Timeouts = new(TimeSpan.FromMilliseconds(20), null, TimeSpan.FromMinutes(2)) }));

        Assert.Equal(TimeSpan.FromMilliseconds(20), seen);
        Assert.Contains("its custom timeout allows", Assert.Single(result.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Children_of_a_renamed_component_keep_their_state_by_its_alias()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => Family(program, "old", []));

        await stack.UpAsync(program => Family(program, "new", [new ResourceAlias(null, "old", null, null, null, null, false)]));

        Assert.Equal(["create old-inner-child"], stack.Cloud.Log);
        var child = (await stack.ReadAsync()).Resources.Single(resource => resource.Type == "test:index:Thing");
        Assert.Equal("urn:pulumi:dev::proj::app:index:Outer$app:index:Inner$test:index:Thing::new-inner-child", child.Urn);
        Assert.False((await stack.PreviewAsync(program => Family(program, "new", [new ResourceAlias(null, "old", null, null, null, null, false)]))).HasChanges);

        static async Task Family(Program program, string name, ImmutableArray<ResourceAlias> aliases)
        {
            var outer = await program.Monitor.RegisterAsync(new ResourceRegistration { Type = "app:index:Outer", Name = name, Custom = false, Aliases = aliases }, default);
            var inner = await program.Monitor.RegisterAsync(new ResourceRegistration { Type = "app:index:Inner", Name = $"{name}-inner", Custom = false, Parent = outer.Urn }, default);
            await program.ThingAsync($"{name}-inner-child", Inputs(), [], wanted => wanted with { Parent = inner.Urn });
        }
    }

    [Fact]
    public async Task A_components_providers_reach_its_children_and_another_provider_replaces()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => WithProvider(program, "east"));

        var plan = await stack.PreviewAsync(program => WithProvider(program, "west"));

        var child = (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "child");
        Assert.StartsWith("urn:pulumi:dev::proj::pulumi:providers:test::east::", child.Provider, StringComparison.Ordinal);
        Assert.Contains("Replace child", Fixture.Show(plan), StringComparison.Ordinal);

        static async Task WithProvider(Program program, string name)
        {
            var provider = await program.Monitor.RegisterAsync(new ResourceRegistration { Type = "pulumi:providers:test", Name = name, Custom = true }, default);
            var component = await program.Monitor.RegisterAsync(
                new ResourceRegistration
                {
                    Type = "app:index:Component",
                    Name = "component",
                    Custom = false,
                    Providers = ImmutableSortedDictionary<string, string>.Empty.Add("test", $"{provider.Urn}::{provider.Id}"),
                },
                default);
            await program.ThingAsync("child", Inputs(), [], wanted => wanted with { Parent = component.Urn });
        }
    }

    [Fact]
    public async Task Another_version_of_the_package_alone_changes_no_resource()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", Inputs(("value", Text("1"))), [], wanted => wanted with { Version = "1.0.0" }));

        await stack.UpAsync(program => program.ThingAsync("a", Inputs(("value", Text("1"))), [], wanted => wanted with { Version = "2.0.0" }));

        Assert.Equal(["create a"], stack.Cloud.Log);
        var resources = (await stack.ReadAsync()).Resources;
        Assert.Contains(resources, resource => resource.Urn == "urn:pulumi:dev::proj::pulumi:providers:test::default_2_0_0");
        Assert.DoesNotContain(resources, resource => resource.Name == "default_1_0_0");
    }

    [Fact]
    public async Task A_failed_replacement_after_its_deletion_is_taken_up_by_the_next_run()
    {
        var fails = true;
        var stack = new Fixture { Cloud = new Cloud { Before = (what, operation) => { if (fails && what == "create" && operation.Inputs["fixed"] == Text("2")) throw new ProviderException("no"); } } };
        await stack.UpAsync(First);
        await stack.UpAsync(Second);
        var between = (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "a");
        fails = false;

        var plan = await stack.PreviewAsync(Second);
        await stack.UpAsync(Second);

        Assert.True(between.PendingReplacement);
        Assert.Equal("CreateReplacement a, Replace a", Fixture.Show(plan));
        Assert.Equal(["create a", "delete a", "create a"], stack.Cloud.Log);
        Assert.False((await stack.ReadAsync()).Resources.Single(resource => resource.Name == "a").PendingReplacement);

        static Task First(Program program) => program.ThingAsync("a", Inputs(("fixed", Text("1"))), [], BeforeReplace);

        static Task Second(Program program) => program.ThingAsync("a", Inputs(("fixed", Text("2"))), [], BeforeReplace);

        static ResourceRegistration BeforeReplace(ResourceRegistration wanted) => wanted with { DeleteBeforeReplace = true };
    }

    private static Fixture WithExisting()
    {
        var stack = new Fixture();
        stack.Cloud.Resources["there"] = Inputs(("value", Text("found")));
        return stack;
    }

    private static Func<Program, Task> Import(string value) => program =>
        program.ThingAsync("a", Inputs(("value", Text(value))), [], wanted => wanted with { ImportId = "there" });
}
