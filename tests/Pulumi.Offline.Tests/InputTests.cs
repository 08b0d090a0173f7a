using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Utilities;

namespace Pulumi.Offline.Tests;

public class InputTests
{
    [Fact]
    public async Task A_list_is_made_from_every_kind_of_list()
    {
        InputList<string>[] lists =
        [
            new[] { "a" }, new List<string> { "a" }, ImmutableArray.Create("a"), "a",
            Output.Create("a"), new[] { Output.Create("a") }, new List<Output<string>> { Output.Create("a") }, ImmutableArray.Create(Output.Create("a")),
            (Input<string>)"a", new Input<string>[] { "a" }, new List<Input<string>> { "a" }, ImmutableArray.Create<Input<string>>("a"),
            Output.Create(new[] { "a" }), Output.Create(new List<string> { "a" }), Output.Create<IEnumerable<string>>(["a"]), Output.Create(ImmutableArray.Create("a")),
        ];

        foreach (var list in lists)
            Assert.Equal(["a"], (await OutputUtilities.GetValueAsync(list.ToOutput())).AsEnumerable());
    }

    [Fact]
    public async Task Elements_and_lists_are_added_in_order()
    {
        InputList<int> list = new() { 1, Output.Create(2) };
        list.AddRange(new[] { 3, 4 });
        list.Add((InputList<int>)Output.Create(ImmutableArray.Create(5, 6)));

        var longer = list.Concat(new[] { 7 });

        Assert.Equal([1, 2, 3, 4, 5, 6], (await OutputUtilities.GetValueAsync(list.ToOutput())).AsEnumerable());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], (await OutputUtilities.GetValueAsync(longer.ToOutput())).AsEnumerable());
    }

    [Fact]
    public async Task A_map_is_made_from_every_kind_of_map()
    {
        var plain = new Dictionary<string, int> { ["a"] = 1 };
        InputMap<int>[] maps =
        [
            plain, plain.ToImmutableDictionary(), Output.Create(plain),
            Output.Create<IDictionary<string, int>>(plain), Output.Create(plain.ToImmutableDictionary()),
            new InputMap<int> { ["a"] = Output.Create(1) }, new InputMap<int> { { "a", 1 } },
        ];

        foreach (var map in maps)
            Assert.Equal(plain, await OutputUtilities.GetValueAsync(map.ToOutput()));
    }

    [Fact]
    public async Task Of_two_merged_maps_the_second_wins()
    {
        var merged = InputMap<int>.Merge(new() { ["a"] = 1, ["b"] = 1 }, new() { ["b"] = 2, ["c"] = 2 });

        var values = await OutputUtilities.GetValueAsync(merged.ToOutput());

        Assert.Equal((1, 2, 2), (values["a"], values["b"], values["c"]));
    }

    [Fact]
    public void A_key_cannot_be_added_twice()
    {
        var map = new InputMap<int> { ["a"] = 1 };

        var error = Assert.Throws<ArgumentException>(() => map.Add("a", 2));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_union_takes_values_and_outputs_of_either_kind()
    {
        InputUnion<int, string>[] inputs = [1, "a", Output.Create(1), Output.Create("a"), Union<int, string>.FromT0(1), Output.Create(Union<int, string>.FromT1("a"))];

        var values = await OutputUtilities.GetValueAsync(Output.All(inputs.Select(input => input.ToOutput())));

        Assert.Equal([1, "a", 1, "a", 1, "a"], values.Select(value => value.Value!));
    }

    [Fact]
    public async Task JSON_is_taken_as_text_and_as_element()
    {
        InputJson[] inputs = ["""{"a":1}""", JsonDocument.Parse("""{"a":1}"""), Output.Create("""{"a":1}""")];

        foreach (var input in inputs)
            Assert.Equal(1, (await OutputUtilities.GetValueAsync(input.ToOutput())).GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task An_input_turns_into_an_output_and_back()
    {
        Input<string> input = Output.CreateSecret("a");
        Output<string> output = input;

        Assert.True(await Output.IsSecretAsync(output));
        Assert.Equal(1, await OutputUtilities.GetValueAsync(input.Apply(value => value.Length)));
    }
}
