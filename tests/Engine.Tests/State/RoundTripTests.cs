using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Pulumi.Offline;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.State;

/// <summary>States in Pulumi's documented form, written by hand, go through the engine and come out as they were.</summary>
public sealed class RoundTripTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "State", "Exported");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_state_comes_out_as_it_went_in(string file)
    {
        var content = File.ReadAllBytes(Path.Combine(Folder, file));
        var codec = SecretCodec.Closed();

        var checkpoint = Checkpoint.Parse(content, file, codec);
        var written = content.AsSpan().IndexOf("\"checkpoint\""u8) >= 0 ? checkpoint.ToBytes("organization/shop/prod", codec, "passphrase") : checkpoint.ToDeployment(codec, "passphrase");

        Assert.Equal(Normalised(content), Normalised(written));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Fields_in_another_order_are_read_all_the_same(string file)
    {
        var content = File.ReadAllText(Path.Combine(Folder, file));
        var sorted = Encoding.UTF8.GetBytes(Sorted(JToken.Parse(content)).ToString());
        var codec = SecretCodec.Closed();

        var written = Checkpoint.Parse(sorted, file, codec).ToDeployment(codec, "passphrase");

        var deployment = JObject.Parse(content);
        Assert.Equal(Sorted(deployment["deployment"] ?? deployment["checkpoint"]!["latest"]!).ToString(), Sorted(JObject.Parse(Encoding.UTF8.GetString(written))["deployment"]!).ToString());
    }

    [Fact]
    public async Task A_state_made_by_Pulumi_plans_as_unchanged_and_edits_show_as_just_those()
    {
        var stack = Comparing("secrets.json");

        var same = await stack.Engine().PreviewAsync(Of(program => Shop(program, "c")), new(), static _ => { }, default);
        var edited = await stack.Engine().PreviewAsync(Of(program => Shop(program, "other")), new(), static _ => { }, default);

        Assert.Empty(same.Problems);
        Assert.Equal("", Fixture.Show(same));
        Assert.Equal(["files tags[\"a.b\"]"], edited.Steps.SelectMany(step => step.Changes.Select(change => $"{step.Name} {change.Path}")));
    }

    [Fact]
    public void An_output_value_is_read_as_the_value_it_holds()
    {
        const string text = """{"4dabf18193072939515e22adb298388d":"d0e6a833031e9bbcd3f4e8bde6ca49a4","value":"x","secret":true,"dependencies":["urn:a"]}""";

        Assert.Equal(Secret("x"), PropertyJson.Parse(text));
    }

    private static Fixture Comparing(string file) => new()
    {
        Store = new ExportedState(Path.Combine(Folder, file)),
        SecretsManager = new PassphraseSecrets(null),
        Project = "shop",
        Stack = "prod",
    };

    /// <summary>The program the state was made with, in terms of registrations.</summary>
    private static async Task Shop(Program program, string tag)
    {
        var root = await program.Monitor.RegisterAsync(new ResourceRegistration { Type = "pulumi:pulumi:Stack", Name = "shop-prod", Custom = false }, default);
        var bucket = await program.Monitor.RegisterAsync(
            new ResourceRegistration
            {
                Type = "aws:s3/bucketV2:BucketV2",
                Name = "files",
                Custom = true,
                Parent = root.Urn,
                Version = "6.70.0",
                Inputs = Inputs(("forceDestroy", new PropertyValue.Bool(false)), ("tags", Inputs(("a.b", Text(tag))))),
            },
            default);
        var component = await program.Monitor.RegisterAsync(new ResourceRegistration { Type = "app:index:Db", Name = "main", Custom = false, Parent = root.Urn }, default);
        await program.Monitor.RegisterAsync(
            new ResourceRegistration
            {
                Type = "aws:rds/instance:Instance",
                Name = "db",
                Custom = true,
                Parent = component.Urn,
                Version = "6.70.0",
                Protect = true,
                Dependencies = [bucket.Urn],
                Inputs = Inputs(("password", Secret("any")), ("nested", Inputs(("list", new PropertyValue.List([Secret("any")]))))),
            },
            default);
    }

    /// <summary>The same text whatever the white space between tokens.</summary>
    private static string Normalised(byte[] content) => Regex.Replace(Encoding.UTF8.GetString(content), @"\s*\n\s*|(?<=[:,\[{]) ", "");

    private static JToken Sorted(JToken token) => token switch
    {
        JObject map => new JObject(map.Properties().OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => new JProperty(property.Name, Sorted(property.Value)))),
        JArray list => new JArray(list.Select(Sorted)),
        _ => token,
    };
}
