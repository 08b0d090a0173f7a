using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Offline.Tests;

/// <summary>A resource with properties of every kind.</summary>
internal sealed class Widget : CustomResource
{
    public Widget(string name, WidgetArgs? args = null, CustomResourceOptions? options = null)
        : base("test:index:Widget", name, args ?? new WidgetArgs(), options)
    {
    }

    [Output("text")]
    public Output<string?> Text { get; private set; } = null!;

    [Output("count")]
    public Output<int> Count { get; private set; } = null!;

    [Output("ratio")]
    public Output<double?> Ratio { get; private set; } = null!;

    [Output("flag")]
    public Output<bool> Flag { get; private set; } = null!;

    [Output("list")]
    public Output<ImmutableArray<string>> List { get; private set; } = null!;

    [Output("map")]
    public Output<ImmutableDictionary<string, string>?> Map { get; private set; } = null!;

    [Output("part")]
    public Output<WidgetPart?> Part { get; private set; } = null!;

    [Output("colour")]
    public Output<Colour?> Colour { get; private set; } = null!;

    [Output("level")]
    public Output<Level> Level { get; private set; } = null!;

    [Output("either")]
    public Output<Union<int, string>> Either { get; private set; } = null!;

    [Output("json")]
    public Output<JsonElement> Json { get; private set; } = null!;

    [Output("any")]
    public Output<object?> Any { get; private set; } = null!;

    [Output("content")]
    public Output<AssetOrArchive?> Content { get; private set; } = null!;

    [Output("onlyOut")]
    public Output<string?> OnlyOut { get; private set; } = null!;
}

internal sealed class WidgetArgs : ResourceArgs
{
    [Input("list")]
    private InputList<string>? _list;

    [Input("map")]
    private InputMap<string>? _map;

    [Input("parts")]
    private InputList<WidgetPartArgs>? _parts;

    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("count")]
    public Input<int>? Count { get; set; }

    [Input("ratio")]
    public Input<double>? Ratio { get; set; }

    [Input("flag")]
    public Input<bool>? Flag { get; set; }

    public InputList<string> List
    {
        get => _list ??= [];
        set => _list = value;
    }

    public InputMap<string> Map
    {
        get => _map ??= [];
        set => _map = value;
    }

    public InputList<WidgetPartArgs> Parts
    {
        get => _parts ??= [];
        set => _parts = value;
    }

    [Input("part")]
    public Input<WidgetPartArgs>? Part { get; set; }

    [Input("colour")]
    public Input<Colour>? Colour { get; set; }

    [Input("level")]
    public Input<Level>? Level { get; set; }

    [Input("either")]
    public InputUnion<int, string>? Either { get; set; }

    [Input("json")]
    public InputJson? Json { get; set; }

    [Input("any")]
    public Input<object>? Any { get; set; }

    [Input("content")]
    public Input<AssetOrArchive>? Content { get; set; }

    [Input("asJson", json: true)]
    public InputMap<string>? AsJson { get; set; }
}

internal sealed class WidgetPartArgs : ResourceArgs
{
    [Input("size", required: true)]
    public Input<int> Size { get; set; } = null!;

    [Input("label")]
    public Input<string>? Label { get; set; }
}

[OutputType]
internal sealed class WidgetPart
{
    public readonly int Size;
    public readonly string? Label;

    [OutputConstructor]
    private WidgetPart(int size, string? label)
    {
        Size = size;
        Label = label;
    }
}

[EnumType]
internal readonly struct Colour : IEquatable<Colour>
{
    private readonly string value;

    private Colour(string value) => this.value = value;

    public static Colour Red { get; } = new("red");

    public static explicit operator string(Colour colour) => colour.value;

    public bool Equals(Colour other) => value == other.value;

    public override bool Equals(object? obj) => obj is Colour other && Equals(other);

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => value;
}

internal enum Level
{
    Low = 1,
    High = 2,
}

internal sealed class Gadget : ComponentResource
{
    public Gadget(string name, ComponentResourceOptions? options = null, params string[] children)
        : base("test:index:Gadget", name, options)
    {
        Parts = [.. children.Select(child => new Widget(child, null, new() { Parent = this }))];
        RegisterOutputs();
    }

    public ImmutableArray<Widget> Parts { get; }
}
