using System.Text;
using Newtonsoft.Json.Linq;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;
using Slipway.Engine.Tests.State;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Managing;

public sealed class ExportTests
{
    [Fact]
    public async Task An_export_has_Pulumis_form_and_needs_no_passphrase()
    {
        var store = new MemoryStore();
        await new Fixture { Store = store }.UpAsync(Body);

        var text = await new Fixture { Store = store, SecretsManager = new PassphraseSecrets(null) }.Engine().ExportAsync();

        var export = JObject.Parse(text);
        Assert.Equal(["version", "deployment"], export.Properties().Select(property => property.Name));
        Assert.Equal(["manifest", "secrets_providers", "resources"], ((JObject)export["deployment"]!).Properties().Select(property => property.Name));
        Assert.DoesNotContain("open sesame", text, StringComparison.Ordinal);
        var stored = JObject.Parse(Encoding.UTF8.GetString(store.Checkpoint!));
        Assert.Equal(stored["checkpoint"]!["latest"]!.ToString(), export["deployment"]!.ToString());
    }

    [Fact]
    public async Task An_exported_state_is_imported_into_an_empty_place_and_plans_as_unchanged()
    {
        var first = new Fixture();
        await first.UpAsync(Body);
        var text = await first.Engine().ExportAsync();
        var second = new Fixture { Cloud = first.Cloud };

        await second.Engine().ImportAsync(text);

        Assert.False((await second.PreviewAsync(Body)).HasChanges);
        Assert.Equal("import", Assert.Single(await second.Engine().HistoryAsync()).Kind);
        Assert.Equal(text, await second.Engine().ExportAsync());
    }

    [Fact]
    public async Task A_state_of_another_stack_is_refused_unless_forced()
    {
        var first = new Fixture();
        await first.UpAsync(Body);
        var text = (await first.Engine().ExportAsync()).Replace("urn:pulumi:dev::", "urn:pulumi:prod::", StringComparison.Ordinal);
        var second = new Fixture();

        var error = await Assert.ThrowsAsync<StateException>(() => second.Engine().ImportAsync(text));
        await second.Engine().ImportAsync(text, force: true);

        Assert.Contains("which is not of project 'proj' and stack 'dev'. Nothing was changed.", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await second.ReadAsync()).Resources);
    }

    [Fact]
    public async Task Importing_repairs_a_damaged_state_and_keeps_the_last_good_one()
    {
        using var store = new TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(Body);
        var text = await stack.Engine().ExportAsync();
        await stack.UpAsync(program => program.ThingAsync("b"));
        var good = await File.ReadAllBytesAsync($"{store.Location}.bak");
        await File.WriteAllTextAsync(store.Location, "{");

        await stack.Engine().ImportAsync(text);

        Assert.Equal(good, await File.ReadAllBytesAsync($"{store.Location}.bak"));
        Assert.Contains((await stack.ReadAsync()).Resources, resource => resource.Name == "a");
    }

    [Fact]
    public async Task A_stack_with_resources_is_forgotten_only_by_force()
    {
        using var store = new TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(Body);

        var error = await Assert.ThrowsAsync<StateException>(() => stack.Engine().RemoveAsync());
        await stack.Engine().RemoveAsync(force: true);

        Assert.Contains("still has 1 resources", error.Message, StringComparison.Ordinal);
        Assert.Empty((await stack.ReadAsync()).Resources);
        Assert.Empty(await stack.Engine().HistoryAsync());
        Assert.Empty(FileStateStore.ListStacks(store.Folder));
    }

    [Fact]
    public async Task Stacks_and_their_history_are_listed()
    {
        using var store = new TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(Body);
        await stack.DestroyAsync();

        var listed = Assert.Single(FileStateStore.ListStacks(store.Folder));
        var history = await stack.Engine().HistoryAsync();

        Assert.Equal(("proj", "dev", 0, false), (listed.Project, listed.Stack, listed.ResourceCount, listed.IsLocked));
        Assert.Equal([(2, "destroy", "succeeded"), (1, "update", "succeeded")], history.Select(entry => (entry.Version, entry.Kind, entry.Result)));
    }

    [Fact]
    public async Task A_program_is_compared_with_an_exported_state_without_its_passphrase()
    {
        using var store = new TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(program => Three(program, "1"));
        var file = Path.Combine(store.Folder, "exported.json");
        await File.WriteAllTextAsync(file, await stack.Engine().ExportAsync());
        var comparing = new Fixture { Store = new ExportedState(file), SecretsManager = new PassphraseSecrets(null) };

        var same = await comparing.PreviewAsync(program => Three(program, "1"));
        var edited = await comparing.PreviewAsync(program => Three(program, "2"));
        var error = await Assert.ThrowsAsync<StateException>(() => comparing.Engine().UpAsync(Of(program => Three(program, "2")), edited, new(), static _ => { }, default));

        Assert.False(same.HasChanges);
        Assert.Equal("Update a, Update b, Update c", Fixture.Show(edited));
        Assert.All(edited.Steps.SelectMany(step => step.Changes), change => Assert.Equal("value", change.Path));
        Assert.Contains("was given to compare with", error.Message, StringComparison.Ordinal);
        Assert.Contains(comparing.Events, happening => happening is EngineEvent.Message message && message.Text.Contains("could not be decrypted here and count as unchanged", StringComparison.Ordinal));

        static async Task Three(Program program, string value)
        {
            foreach (var name in (string[])["a", "b", "c"])
                await program.ThingAsync(name, ("value", Text(value)), ("password", Secret($"secret of {value}")));
        }
    }

    private static async Task Body(Program program)
    {
        await program.StackAsync();
        await program.ThingAsync("a", ("value", Secret("open sesame")));
    }
}
