using System.Collections.Immutable;
using Pulumi.Utilities;

namespace Pulumi.Offline.Tests;

public class SerializationTests
{
    [Fact]
    public async Task Every_kind_of_argument_arrives_as_its_property_value()
    {
        var inputs = await SentAsync(() => new()
        {
            Text = "t",
            Count = 3,
            Ratio = 0.5,
            Flag = true,
            List = { "a", Output.Create("b") },
            Map = { ["k"] = "v" },
            Part = new WidgetPartArgs { Size = 1, Label = "l" },
            Parts = { new WidgetPartArgs { Size = 2 } },
            Colour = Colour.Red,
            Level = Level.High,
            Either = "e",
            Json = """{"x":[1,null]}""",
            Any = ImmutableArray.Create<object>(1, "two"),
            Content = new StringAsset("c"),
            AsJson = new() { ["j"] = "1" },
        });

        Assert.Equal(Text("t"), inputs["text"]);
        Assert.Equal(Number(3), inputs["count"]);
        Assert.Equal(Number(0.5), inputs["ratio"]);
        Assert.Equal(new PropertyValue.Bool(true), inputs["flag"]);
        Assert.Equal(List(Text("a"), Text("b")), inputs["list"]);
        Assert.Equal(Map(("k", Text("v"))), inputs["map"]);
        Assert.Equal(Map(("label", Text("l")), ("size", Number(1))), inputs["part"]);
        Assert.Equal(List(Map(("size", Number(2)))), inputs["parts"]);
        Assert.Equal(Text("red"), inputs["colour"]);
        Assert.Equal(Number(2), inputs["level"]);
        Assert.Equal(Text("e"), inputs["either"]);
        Assert.Equal(Map(("x", List(Number(1), PropertyValue.Nothing))), inputs["json"]);
        Assert.Equal(List(Number(1), Text("two")), inputs["any"]);
        Assert.Equal(new PropertyValue.Asset(null, "c", null), inputs["content"]);
        Assert.Equal(Text("""{"j":"1"}"""), inputs["asJson"]);
    }

    [Fact]
    public async Task What_is_not_set_is_not_sent()
    {
        var inputs = await SentAsync(() => new() { Any = null, Text = Output.Create((string)null!) });

        Assert.Equal(PropertyValue.Map.Empty, inputs);
    }

    [Fact]
    public async Task Secrets_and_unknowns_stay_in_their_place()
    {
        var inputs = await SentAsync(() => new()
        {
            Text = Output.CreateSecret("s"),
            List = { "a", Output.CreateSecret("b"), OutputUtilities.CreateUnknown("c") },
            Map = { ["plain"] = "p", ["secret"] = Output.CreateSecret("s") },
            AsJson = new() { ["j"] = Output.CreateSecret("1") },
        });

        Assert.Equal(new PropertyValue.Secret(Text("s")), inputs["text"]);
        Assert.Equal(List(Text("a"), new PropertyValue.Secret(Text("b")), PropertyValue.NotYetKnown), inputs["list"]);
        Assert.Equal(Map(("plain", Text("p")), ("secret", new PropertyValue.Secret(Text("s")))), inputs["map"]);
        Assert.Equal(new PropertyValue.Secret(Text("""{"j":"1"}""")), inputs["asJson"]);
    }

    [Fact]
    public async Task A_resource_as_a_value_is_a_reference()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var first = new Widget("first");
            _ = new Widget("second", new() { Any = first });
        });

        Assert.Equal(new PropertyValue.ResourceReference("urn:pulumi:dev::proj::test:index:Widget::first", "first-id"), monitor["second"].Inputs["any"]);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1L)]
    public async Task A_value_of_a_type_the_wire_does_not_have_is_refused_by_name(object value)
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => _ = new Widget("w", new() { Any = value }));

        var error = Assert.Single(monitor.Errors);
        Assert.Contains("test:index:Widget 'w': property 'any'", error, StringComparison.Ordinal);
        Assert.Contains(value.GetType().FullName!, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_required_property_without_a_value_is_refused_by_name()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => _ = new Widget("w", new() { Part = new WidgetPartArgs() }));

        Assert.Contains("'part.size'", Assert.Single(monitor.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_is_read_back_into_output_properties()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => Deployment.RunAsync(async () =>
        {
            var widget = new Widget("w", new()
            {
                Text = "t",
                Count = 3,
                Ratio = 0.5,
                Flag = true,
                List = { "a", "b" },
                Map = { ["k"] = "v" },
                Part = new WidgetPartArgs { Size = 1 },
                Colour = Colour.Red,
                Level = Level.High,
                Either = "e",
                Json = """{"x":1}""",
                Any = ImmutableDictionary<string, object>.Empty.Add("n", 1),
                Content = new FileArchive("./f"),
            });

            Assert.Equal("t", await OutputUtilities.GetValueAsync(widget.Text));
            Assert.Equal(3, await OutputUtilities.GetValueAsync(widget.Count));
            Assert.Equal(0.5, await OutputUtilities.GetValueAsync(widget.Ratio));
            Assert.True(await OutputUtilities.GetValueAsync(widget.Flag));
            Assert.Equal(["a", "b"], (await OutputUtilities.GetValueAsync(widget.List)).AsEnumerable());
            Assert.Equal("v", (await OutputUtilities.GetValueAsync(widget.Map))!["k"]);
            Assert.Equal(1, (await OutputUtilities.GetValueAsync(widget.Part))!.Size);
            Assert.Null((await OutputUtilities.GetValueAsync(widget.Part))!.Label);
            Assert.Equal(Colour.Red, await OutputUtilities.GetValueAsync(widget.Colour));
            Assert.Equal(Level.High, await OutputUtilities.GetValueAsync(widget.Level));
            Assert.Equal("e", (await OutputUtilities.GetValueAsync(widget.Either)).AsT1);
            Assert.Equal(1, (await OutputUtilities.GetValueAsync(widget.Json)).GetProperty("x").GetInt32());
            Assert.Equal(1.0, ((ImmutableDictionary<string, object?>)(await OutputUtilities.GetValueAsync(widget.Any))!)["n"]);
            Assert.IsType<FileArchive>(await OutputUtilities.GetValueAsync(widget.Content));
            Assert.Equal("w-id", await OutputUtilities.GetValueAsync(widget.Id));
        }));

        Assert.Empty(monitor.Errors);
    }

    [Fact]
    public async Task A_secret_within_an_output_makes_it_secret()
    {
        var monitor = new EchoMonitor();
        var secret = false;
        var plain = true;

        await monitor.RunAsync(() => Deployment.RunAsync(async () =>
        {
            var widget = new Widget("w", new() { List = { "a", Output.CreateSecret("b") }, Text = "t" });
            secret = await Output.IsSecretAsync(widget.List);
            plain = await Output.IsSecretAsync(widget.Text);
        }));

        Assert.True(secret);
        Assert.False(plain);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_missing_output_is_unknown_in_a_preview_and_null_otherwise(bool preview, bool known)
    {
        var monitor = new EchoMonitor { IsPreview = preview };
        bool? isKnown = null;
        bool? isIdKnown = null;
        string? value = "unread";

        await monitor.RunAsync(() => Deployment.RunAsync(async () =>
        {
            var widget = new Widget("w");
            isKnown = await OutputUtilities.GetIsKnownAsync(widget.OnlyOut);
            isIdKnown = await OutputUtilities.GetIsKnownAsync(widget.Id);
            value = await OutputUtilities.GetValueAsync(widget.OnlyOut);
        }));

        Assert.Equal(known, isKnown);
        Assert.Equal(known, isIdKnown);
        Assert.Null(value);
    }

    [Fact]
    public async Task An_output_of_the_wrong_kind_is_told_with_resource_and_property()
    {
        var monitor = new EchoMonitor { Answer = _ => Map(("count", Text("three"))) };

        await monitor.RunAsync(() => new Widget("w").Count.Apply(count => count + 1));

        Assert.Contains("test:index:Widget 'w': count: expected a number, found a string.", Assert.Single(monitor.Errors), StringComparison.Ordinal);
    }

    private static async Task<PropertyValue.Map> SentAsync(Func<WidgetArgs> args)
    {
        var monitor = new EchoMonitor();
        var exit = await monitor.RunAsync(() => _ = new Widget("w", args()));
        Assert.Equal((0, 0), (exit, monitor.Errors.Count()));
        return monitor["w"].Inputs;
    }

    private static PropertyValue.Text Text(string value) => new(value);

    private static PropertyValue.Number Number(double value) => new(value);

    private static PropertyValue.List List(params PropertyValue[] items) => new([.. items]);

    private static PropertyValue.Map Map(params (string Name, PropertyValue Value)[] properties) =>
        PropertyValue.Map.Of(properties.Select(property => KeyValuePair.Create(property.Name, property.Value)));
}
