using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Slipway.Policies.Graph;

namespace Slipway.Policies.Views;

/// <summary>
/// Properties as members with types, so that a mistyped name does not compile. A member's own name, its first letter small,
/// is the property's name; a test compares them all with the providers' facts.
/// </summary>
public abstract class View(GraphValue.Map properties, string path)
{
    protected static ImmutableArray<T> None<T>() => [];

    protected Value<bool> Flag([CallerMemberName] string member = "") => Read(member, value => value switch
    {
        GraphValue.Bool flag => (true, flag.Value),
        // Properties of providers are flags written as text.
        GraphValue.Text { Value: "true" or "false" } text => (true, text.Value == "true"),
        _ => (false, false),
    });

    protected Value<double> Number([CallerMemberName] string member = "") => Read(member, value => value switch
    {
        GraphValue.Number number => (true, number.Value),
        GraphValue.Text text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => (true, number),
        _ => (false, 0),
    });

    protected Value<string> Text([CallerMemberName] string member = "") => Read(member, value => value is GraphValue.Text text ? (true, text.Value) : (false, ""));

    /// <summary>Texts and numbers alike, where either is allowed.</summary>
    protected Value<string> Scalar([CallerMemberName] string member = "") => Read(member, value => value switch
    {
        GraphValue.Text text => (true, text.Value),
        GraphValue.Number number => (true, number.Value.ToString("R")),
        GraphValue.Bool flag => (true, flag.Value ? "true" : "false"),
        _ => (false, ""),
    });

    protected Value<ImmutableArray<string>> Texts([CallerMemberName] string member = "") => Read(member, value =>
        value is GraphValue.List list && list.Items.All(item => item is GraphValue.Text)
            ? (true, list.Items.Cast<GraphValue.Text>().Select(item => item.Value).ToImmutableArray())
            : (false, None<string>()));

    /// <summary>How many entries a list has, which is known before they are.</summary>
    protected Value<int> Count([CallerMemberName] string member = "") => properties[NameOf(member)] is GraphValue.List list
        ? new(PathOf(member), ValueState.Known, list.Items.Length)
        : Read(member, _ => (false, 0));

    /// <summary>A map of texts; a value in it that is not known is left null.</summary>
    protected Value<ImmutableSortedDictionary<string, string?>> Map([CallerMemberName] string member = "") => Read(member, value =>
        value is GraphValue.Map map
            ? (true, map.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => (entry.Value as GraphValue.Text)?.Value, StringComparer.Ordinal))
            : (false, ImmutableSortedDictionary<string, string?>.Empty));

    /// <summary>Whether something was given, known or not; an empty list is nothing.</summary>
    protected Value<bool> Presence([CallerMemberName] string member = "") =>
        new(PathOf(member), ValueState.Known, properties[NameOf(member)] is not (null or GraphValue.Null or GraphValue.List { Items.IsEmpty: true } or GraphValue.Map { Entries.IsEmpty: true }));

    protected Value<T> Block<T>(Func<GraphValue.Map, string, T> make, [CallerMemberName] string member = "")
        where T : View
    {
        var path = PathOf(member);
        return Read(member, value => value is GraphValue.Map map ? (true, make(map, path)) : (false, null!));
    }

    protected Value<ImmutableArray<T>> Blocks<T>(Func<GraphValue.Map, string, T> make, [CallerMemberName] string member = "")
    {
        var path = PathOf(member);
        return Read(member, value => Items(value, make, path));
    }

    /// <summary>JSON in a text, as AWS takes policies and container definitions.</summary>
    protected Value<ImmutableArray<T>> JsonBlocks<T>(Func<GraphValue.Map, string, T> make, string within = "", [CallerMemberName] string member = "")
    {
        var path = PathOf(member);
        return Read(member, value => ParseJson(value) is { } json ? Items(within.Length == 0 ? json : (json as GraphValue.Map)?[within] ?? GraphValue.List.Empty, make, path) : (false, None<T>()));
    }

    protected string PathOf(string member) => path.Length == 0 ? NameOf(member) : $"{path}.{NameOf(member)}";

    private Value<T> Read<T>(string member, Func<GraphValue, (bool IsOfKind, T Content)> look) => properties[NameOf(member)] switch
    {
        null or GraphValue.Null => new(PathOf(member), ValueState.Missing, default),
        GraphValue.Unknown => new(PathOf(member), ValueState.Unknown, default),
        GraphValue.Secret => new(PathOf(member), ValueState.Secret, default),
        GraphValue.List list when list.Items.Any(item => item is GraphValue.Unknown) => new(PathOf(member), ValueState.Unknown, default),
        GraphValue.List list when list.Items.Any(item => item is GraphValue.Secret) => new(PathOf(member), ValueState.Secret, default),
        { } value => look(value) is (true, var content) ? new(PathOf(member), ValueState.Known, content) : new(PathOf(member), ValueState.Mistyped, default),
    };

    // A single object stands for a list of one: so AWS's policies may be written, and older states hold some blocks.
    private static (bool, ImmutableArray<T>) Items<T>(GraphValue value, Func<GraphValue.Map, string, T> make, string path) => value switch
    {
        GraphValue.List list when list.Items.All(item => item is GraphValue.Map) =>
            (true, [.. list.Items.Cast<GraphValue.Map>().Select((item, index) => make(item, $"{path}[{index}]"))]),
        GraphValue.Map map => (true, [make(map, path)]),
        _ => (false, []),
    };

    private static GraphValue? ParseJson(GraphValue value)
    {
        if (value is not GraphValue.Text text) return value;
        try
        {
            using var json = JsonDocument.Parse(text.Value);
            return Graph.Reading.ValueJson.Read(json.RootElement);
        }
        catch (JsonException)
        {
            // Said by the caller: the property is not of its kind.
            return null;
        }
    }

    private static string NameOf(string member) => string.Create(member.Length, member, (name, from) =>
    {
        from.CopyTo(name);
        name[0] = char.ToLowerInvariant(name[0]);
    });
}
