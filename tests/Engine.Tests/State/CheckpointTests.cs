using System.Text;
using Newtonsoft.Json.Linq;
using Pulumi.Offline;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.State;

public sealed class CheckpointTests
{
    [Fact]
    public void A_checkpoint_in_Pulumis_format_comes_back_as_it_was()
    {
        var secrets = new PassphraseSecrets("correct horse");
        var salt = secrets.NewSalt();
        var text = $$$$"""
            {"version":3,"checkpoint":{"stack":"organization/proj/dev","latest":{"manifest":{"time":"2026-01-02T03:04:05Z","magic":"","version":""},
            "secrets_providers":{"type":"passphrase","state":{"salt":"{{{{salt}}}}"}},
            "resources":[
            {"urn":"urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev","custom":false,"type":"pulumi:pulumi:Stack","outputs":{"f":1.5,"n":3,"none":null},"created":"2026-01-02T03:04:05.1234567Z","modified":"2026-01-02T03:04:05Z"},
            {"urn":"urn:pulumi:dev::proj::pulumi:providers:test::default_1_2_3","custom":true,"id":"1b1f","type":"pulumi:providers:test","inputs":{"version":"1.2.3"},"outputs":{"version":"1.2.3"}},
            {"urn":"urn:pulumi:dev::proj::test:index:Thing::a","custom":true,"id":"id-9","type":"test:index:Thing",
             "inputs":{"file":{"4dabf18193072939515e22adb298388d":"c44067f5952c0a294b673a41bacd8c17","hash":"00","path":"x"},"password":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"{{{{secrets.Encrypt("\"open sesame\"", salt)}}}}"}},
             "outputs":{"list":[true,"x",{"y":[]}]},"parent":"urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev","protect":true,"dependencies":[],
             "provider":"urn:pulumi:dev::proj::pulumi:providers:test::default_1_2_3::1b1f","propertyDependencies":{"password":[]},"additionalSecretOutputs":["p"],"aliases":["urn:x"],"customTimeouts":{"create":60},"viewOf":"kept"}],
            "metadata":{"keep":1}
            }}}
            """.Replace("\"dependencies\":[],", "", StringComparison.Ordinal);
        var codec = new SecretCodec(secrets);
        var checkpoint = Checkpoint.Parse(Encoding.UTF8.GetBytes(text), "test", codec);

        var written = checkpoint.ToBytes("organization/proj/dev", codec, "passphrase");

        Assert.Equal(new PropertyValue.Secret(Text("open sesame")), checkpoint.Resources[2].Inputs["password"]);
        Assert.Equal(JObject.Parse(text).ToString(), JObject.Parse(Encoding.UTF8.GetString(written)).ToString());
    }

    [Fact]
    public async Task A_secret_is_in_no_file_and_an_unchanged_up_changes_no_byte()
    {
        using var store = new TemporaryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(Body);
        var before = await File.ReadAllBytesAsync(store.Location);

        await stack.UpAsync(Body);

        Assert.Equal(before, await File.ReadAllBytesAsync(store.Location));
        foreach (var file in Directory.EnumerateFiles(store.Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("open sesame", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(Secret("open sesame"), (await stack.ReadAsync()).Outputs["secret"]);

        static async Task Body(Program program)
        {
            await program.StackAsync();
            await program.ThingAsync("a", ("value", Secret("open sesame")));
            await program.Monitor.RegisterOutputsAsync(program.Stack!, Inputs(("secret", Secret("open sesame"))), default);
        }
    }

    [Fact]
    public async Task A_changed_resource_keeps_the_ciphertext_of_its_unchanged_secret()
    {
        var store = new MemoryStore();
        var stack = new Fixture { Store = store };
        await stack.UpAsync(program => program.ThingAsync("a", ("value", Secret("open sesame")), ("n", Text("1"))));
        var before = Ciphertext(store);

        await stack.UpAsync(program => program.ThingAsync("a", ("value", Secret("open sesame")), ("n", Text("2"))));

        Assert.Equal(before, Ciphertext(store));

        static string Ciphertext(MemoryStore store) =>
            (string)JObject.Parse(Encoding.UTF8.GetString(store.Checkpoint!)).SelectToken("checkpoint.latest.resources[?(@.id=='id-1')].inputs.value.ciphertext")!;
    }

    [Theory]
    [InlineData("{\"version\":3,\"checkpoint\":{\"latest\":{\"resources\":[{\"urn\":", "is damaged")]
    [InlineData("", "is damaged")]
    [InlineData("{\"version\":4,\"checkpoint\":{}}", "has format version 4")]
    public async Task A_state_that_cannot_be_read_is_refused_and_left_alone(string text, string reason)
    {
        var store = new MemoryStore { Checkpoint = Encoding.UTF8.GetBytes(text) };
        var stack = new Fixture { Store = store };

        var error = await Assert.ThrowsAsync<StateException>(() => stack.UpAsync(program => program.ThingAsync("a")));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(text, Encoding.UTF8.GetString(store.Checkpoint));
        Assert.Empty(stack.Cloud.Log);
    }

    [Fact]
    public async Task A_wrong_passphrase_says_what_to_do()
    {
        var store = new MemoryStore();
        await new Fixture { Store = store }.UpAsync(program => program.ThingAsync("a", ("value", Secret("open sesame"))));

        var error = await Assert.ThrowsAsync<SecretsException>(() => new Fixture { Store = store, SecretsManager = new PassphraseSecrets("wrong") }.ReadAsync());

        Assert.Contains("PULUMI_CONFIG_PASSPHRASE", error.Message, StringComparison.Ordinal);
    }
}
