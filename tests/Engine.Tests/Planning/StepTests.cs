using Pulumi.Offline;
using Slipway.Engine.Planning;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Planning;

public sealed class StepTests
{
    [Fact]
    public async Task A_new_resource_is_created_and_its_outputs_are_unknown_in_the_preview()
    {
        var stack = new Fixture();
        PropertyValue? seen = null;

        var plan = await stack.PreviewAsync(async program =>
        {
            var a = await program.ThingAsync("a", ("value", Text("1")));
            seen = Output(a);
        });

        Assert.Equal("Create a", Fixture.Show(plan));
        Assert.Equal(PropertyValue.NotYetKnown, seen);
        Assert.Empty(stack.Cloud.Resources);
    }

    [Fact]
    public async Task An_unchanged_program_plans_only_same_steps()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", ("value", Text("1"))));

        var plan = await stack.PreviewAsync(program => program.ThingAsync("a", ("value", Text("1"))));

        Assert.False(plan.HasChanges);
        Assert.Equal(StepKind.Same, Assert.Single(plan.Steps).Kind);
    }

    [Fact]
    public async Task A_changed_input_is_an_update_with_its_path()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", ("tags", Inputs(("a.b", Text("1")), ("c", Text("2"))))));

        var plan = await stack.PreviewAsync(program => program.ThingAsync("a", ("tags", Inputs(("a.b", Text("3")), ("d", Text("2"))))));

        Assert.Equal("Update a", Fixture.Show(plan));
        Assert.Equal(
            ["Update tags[\"a.b\"]", "Delete tags.c", "Add tags.d"],
            plan.Steps[0].Changes.Select(change => $"{change.Kind} {change.Path}"));
    }

    [Fact]
    public async Task A_replacement_is_created_before_the_old_one_is_deleted()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", ("fixed", Text("1"))));

        var plan = await stack.PreviewAsync(program => program.ThingAsync("a", ("fixed", Text("2"))));
        await stack.UpAsync(program => program.ThingAsync("a", ("fixed", Text("2"))));

        Assert.Equal("CreateReplacement a, Replace a, DeleteReplaced a", Fixture.Show(plan));
        Assert.Equal(["create a", "create a", "delete a"], stack.Cloud.Log);
        Assert.Single(stack.Cloud.Resources);
    }

    [Fact]
    public async Task Delete_before_replace_takes_those_along_that_cannot_be_without_it()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => Chain(program, "1"));

        var plan = await stack.PreviewAsync(program => Chain(program, "2"));
        var result = await stack.UpAsync(program => Chain(program, "2"));

        Assert.True(result.Succeeded);
        Assert.Equal("DeleteReplaced b, DeleteReplaced a, CreateReplacement a, Replace a, CreateReplacement b, Replace b", Fixture.Show(plan));
        Assert.Equal(["delete b", "delete a", "create a", "create b"], stack.Cloud.Log.Skip(3));
        Assert.Equal(3, stack.Cloud.Resources.Count);

        static async Task Chain(Program program, string value)
        {
            var a = await program.ThingAsync("a", Inputs(("fixed", Text(value)), ("value", Text(value))), [], wanted => wanted with { DeleteBeforeReplace = true });
            await program.ThingAsync("b", Inputs(("fixed", Output(a))), [a.Urn]);
            await program.ThingAsync("c", Inputs(("value", Text("stays"))), [a.Urn]);
        }
    }

    [Fact]
    public async Task Ignored_changes_keep_the_old_value()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", ("value", Text("1")), ("other", Text("1"))));

        var plan = await stack.PreviewAsync(program => program.ThingAsync("a", Inputs(("value", Text("2")), ("other", Text("1"))), [], wanted => wanted with { IgnoreChanges = ["value"] }));

        Assert.False(plan.HasChanges);
    }

    [Fact]
    public async Task Replace_on_changes_forces_a_replacement()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", ("list", new PropertyValue.List([Text("1")]))));

        var plan = await stack.PreviewAsync(program => program.ThingAsync(
            "a", Inputs(("list", new PropertyValue.List([Text("2")]))), [], wanted => wanted with { ReplaceOnChanges = ["list[*]"] }));

        Assert.Contains("Replace a", Fixture.Show(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protected_resource_is_not_deleted()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", Inputs(), [], wanted => wanted with { Protect = true }));

        var plan = await stack.PreviewAsync(_ => Task.CompletedTask);

        Assert.Contains("'a' (test:index:Thing) is protected", Assert.Single(plan.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retained_resource_is_only_forgotten()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("a", Inputs(), [], wanted => wanted with { RetainOnDelete = true }));

        await stack.UpAsync(_ => Task.CompletedTask);

        Assert.Single(stack.Cloud.Resources);
        Assert.DoesNotContain((await stack.ReadAsync()).Resources, resource => resource.Name == "a");
    }

    [Fact]
    public async Task An_alias_takes_the_stored_resource_over()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => program.ThingAsync("old", ("value", Text("1"))));

        await stack.UpAsync(program => program.ThingAsync(
            "new", Inputs(("value", Text("1"))), [], wanted => wanted with { Aliases = [new(null, "old", null, null, null, null, false)] }));

        Assert.Equal(["create old"], stack.Cloud.Log);
        Assert.Contains((await stack.ReadAsync()).Resources, resource => resource.Name == "new" && resource.Id == "id-1");
    }

    [Fact]
    public async Task A_name_twice_is_refused()
    {
        var stack = new Fixture();

        var plan = await stack.PreviewAsync(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("a");
        });

        Assert.Contains("Duplicate resource URN 'urn:pulumi:dev::proj::test:index:Thing::a'", Assert.Single(plan.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_inputs_are_reported_with_resource_and_property()
    {
        var stack = new Fixture();

        var plan = await stack.PreviewAsync(program => program.ThingAsync("a", ("bad", Text("1"))));

        Assert.True(plan.Failed);
        Assert.Equal("Resource 'a' (test:index:Thing): bad: is not allowed. Take it out.", Assert.Single(plan.Problems));
    }

    [Fact]
    public async Task An_urn_holds_the_whole_chain_of_parent_types()
    {
        var stack = new Fixture();
        string? urn = null;

        await stack.PreviewAsync(async program =>
        {
            var root = await program.StackAsync();
            var outer = await Component(program, "app:index:Outer", root.Urn);
            var inner = await Component(program, "app:index:Inner", outer.Urn);
            urn = (await program.ThingAsync("c", Inputs(), [], wanted => wanted with { Parent = inner.Urn })).Urn;
        });

        Assert.Equal("urn:pulumi:dev::proj::app:index:Outer$app:index:Inner$test:index:Thing::c", urn);

        static Task<RegisteredResource> Component(Program program, string type, string parent) =>
            program.Monitor.RegisterAsync(new ResourceRegistration { Type = type, Name = "x", Custom = false, Parent = parent }, default);
    }

    [Fact]
    public async Task Packages_that_are_not_carried_out_are_planned_and_refused_before_the_first_change()
    {
        var stack = new Fixture();
        var engine = stack.Engine();
        var body = Of(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("bucket", Inputs(("name", Text("x"))), [], wanted => wanted with { Type = "aws:s3/bucket:Bucket" });
        });

        var plan = await engine.PreviewAsync(body, new(), static _ => { }, default);
        var error = await Assert.ThrowsAsync<ProviderException>(() => engine.UpAsync(body, plan, new(), static _ => { }, default));

        Assert.Equal("Create a, Create bucket", Fixture.Show(plan));
        Assert.Equal("provider 'aws' is not carried out by the offline engine: use `pulumi up`", error.Message);
        Assert.Empty(stack.Cloud.Log);
    }

    [Fact]
    public async Task Only_the_stack_outputs_changing_is_a_change()
    {
        var stack = new Fixture();
        await stack.UpAsync(program => WithOutput(program, "1"));

        var plan = await stack.PreviewAsync(program => WithOutput(program, "2"));
        await stack.UpAsync(program => WithOutput(program, "2"));

        Assert.True(plan.HasChanges);
        Assert.Equal("o", Assert.Single(plan.OutputChanges).Path);
        Assert.Equal(Text("2"), (await stack.ReadAsync()).Outputs["o"]);

        static async Task WithOutput(Program program, string value)
        {
            var root = await program.StackAsync();
            await program.Monitor.RegisterOutputsAsync(root.Urn, Inputs(("o", Text(value))), default);
        }
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b[0].c", "a|b|0|c")]
    [InlineData("tags[\"a.b\"].list[0]", "tags|a.b|list|0")]
    public void A_path_is_read_as_Pulumi_writes_it(string path, string parts)
    {
        Assert.Equal(parts, string.Join('|', PropertyPath.Parse(path)));
    }
}
