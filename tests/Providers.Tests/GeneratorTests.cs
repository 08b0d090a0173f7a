using Slipway.Providers.Generator;
using Slipway.Providers.Generator.Facts;
using Slipway.Providers.Generator.Writing;

namespace Slipway.Providers.Tests;

public class GeneratorTests
{
    [Fact]
    public void A_union_keeps_the_order_it_was_declared_in()
    {
        var text = Written("resource toy:index/box:Box | in first:(i|s) second:(s|i)");

        Assert.Contains("InputUnion<int, string>? First", text, StringComparison.Ordinal);
        Assert.Contains("InputUnion<string, int>? Second", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_union_of_three_kinds_is_an_object()
    {
        Assert.Contains("Input<object>? Value", Written("resource toy:index/box:Box | in value:(s|i|b)"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_a_text_or_one_of_its_choices_is_a_text()
    {
        var text = Written("resource toy:index/box:Box | in colour:(s|%.Colour) | out colour:(s|%.Colour)?", "enum .Colour | Red=\"red\"");

        Assert.Contains("InputUnion<string, global::Pulumi.Toy.Colour>? Colour", text, StringComparison.Ordinal);
        Assert.Contains("Output<string?> Colour", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_in_a_list_has_plain_elements()
    {
        Assert.Contains(
            "InputList<global::System.Collections.Immutable.ImmutableArray<string>> Rows",
            Written("resource toy:index/box:Box | in rows:[][]s"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_whose_wire_name_is_a_keyword_is_read()
    {
        var text = Written("output .BoxLock | default:s? Id:s", "resource toy:index/box:Box | in | out lock:#.BoxLock");

        Assert.Contains("this.Default = @default;", text, StringComparison.Ordinal);
        Assert.Contains("this.Id = Id;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_set_by_the_constructor()
    {
        Assert.Contains("Comment = \"Managed by Pulumi\";", Written("resource toy:index/box:Box | in comment:s^\"Managed\\u0020by\\u0020Pulumi\""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stdout", "stdout")]
    [InlineData("T4G.Micro", "T4G_Micro")]
    [InlineData("a--b", "a_b")]
    [InlineData("*", "Kind_")]
    [InlineData("1st", "Kind1st")]
    [InlineData("Equals", "EqualsValue")]
    public void A_choice_gets_a_name_that_is_one(string name, string expected)
    {
        Assert.Equal(expected, CSharp.EnumMember(name, "Kind"));
    }

    [Theory]
    [InlineData("resource toy:index/box:Box | in size:x", "toy.facts(2): 'x' is no type")]
    [InlineData("resource toy:index/box:Box | in size", "toy.facts(2): 'size' is no property")]
    [InlineData("thing toy:index/box:Box", "toy.facts(2): 'thing toy:index/box:Box' is no fact")]
    [InlineData("resource box | in", "toy.facts(2): 'box' is no token")]
    public void A_line_that_is_not_understood_is_named(string line, string message)
    {
        var error = Assert.Throws<FactException>(() => Read(line));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_module_without_a_namespace_is_named()
    {
        var error = Assert.Throws<FactException>(() => Written("resource toy:shelf/box:Box | in"));

        Assert.Contains("no namespace for module 'shelf'", error.Message, StringComparison.Ordinal);
    }

    private static FactPackage Read(params string[] lines) => FactReader.Read(["package toy 1.0.0", .. lines], "toy.facts");

    private static string Written(params string[] lines) => string.Concat(PackageWriter.Write(Read(lines)).Select(file => file.Text));
}
