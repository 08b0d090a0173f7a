using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class YamlTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.Read(new WorkloadSource("nowhere/score.yaml")));

        Assert.Equal("nowhere/score.yaml: the file does not exist; check the path", exception.Message);
    }

    [Fact]
    public void A_folder_is_no_score_file()
    {
        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.Read(new WorkloadSource("Samples")));

        Assert.StartsWith("Samples: the file cannot be read: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_refused()
    {
        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.Read(new WorkloadSource("Samples/content/source.bin")));

        Assert.Equal("Samples/content/source.bin: the file is not UTF-8 text; save it as UTF-8", exception.Message);
    }

    [Theory]
    [InlineData("", ":1: the file is empty, expected a Score workload; start with 'apiVersion: score.dev/v1b1'")]
    [InlineData("# only a comment\n", ":1: the file is empty, expected a Score workload; start with 'apiVersion: score.dev/v1b1'")]
    [InlineData("just text", ":1: the file is the text 'just text', expected a map with apiVersion, metadata and containers")]
    [InlineData("- a\n- b", ":1: the file is a list, expected a map with apiVersion, metadata and containers")]
    [InlineData("a: *nowhere", ":1: the alias '*nowhere' has no anchor before it; write '&nowhere' where the value is")]
    [InlineData("a: &a [*a]", ":1: the alias '*a' has no anchor before it; write '&a' where the value is")]
    [InlineData("? [a]\n: b", ":1: a key is a list or a map, expected text")]
    public void What_is_no_workload_at_all_is_refused(string text, string expected) =>
        Assert.Equal(Score.File + expected, Score.Problem(text));

    [Fact]
    public void Text_that_is_not_yaml_is_refused_with_its_line()
    {
        var problem = Score.Problem("apiVersion: score.dev/v1b1\nmetadata:\n  name: [shop\ncontainers: {}");

        Assert.StartsWith("apps/shop/score.yaml:4: the file is not YAML: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closing_bracket_where_a_value_starts_is_refused_with_its_line() =>
        Assert.Equal(
            "apps/shop/score.yaml:3: the file is not YAML: a value cannot start like this; look for a bracket too many",
            Score.Problem("apiVersion: score.dev/v1b1\nmetadata: {\ncontainers: ]"));

    [Fact]
    public void A_second_document_is_refused()
    {
        var problem = Score.Problem(Score.Top("---") + "\napiVersion: score.dev/v1b1\n");

        Assert.Equal("apps/shop/score.yaml:7: a second YAML document starts here, expected one a file; move it to a file of its own", problem);
    }

    [Fact]
    public void A_document_may_have_its_markers() =>
        Assert.Equal("shop", Score.Read("---\n" + Score.Top("") + "\n...\n").Name);

    [Fact]
    public void A_key_given_twice_is_refused_and_the_rest_is_still_checked()
    {
        var problems = Score.Problems(Score.Container("variables: { A: one, A: two }\nimagine: 1\nimage: again"));

        Assert.Equal(
            [
                "apps/shop/score.yaml:12: the key 'A' is here a second time, after line 12; remove one of them",
                "apps/shop/score.yaml:13: containers.web.imagine: the key 'imagine' is unknown, did you mean 'image'?",
                "apps/shop/score.yaml:14: the key 'image' is here a second time, after line 11; remove one of them",
            ],
            problems);
    }

    [Fact]
    public void A_tag_of_ones_own_is_refused() =>
        Assert.Equal(
            "apps/shop/score.yaml:13: the tag '!secret' is not known, expected none or '!!str'; remove it",
            Score.Problem(Score.Container("variables:\n  X: !secret y")));

    [Fact]
    public void A_number_tagged_as_text_is_text() =>
        Assert.Equal("5", Score.Read(Score.Container("variables:\n  X: !!str 5")).Containers[0].Variables["X"].LiteralText);

    [Fact]
    public void A_merge_key_takes_maps_only() =>
        Assert.Contains(
            "apps/shop/score.yaml:12: the merge key '<<' is the text 'x', expected a map or a list of maps",
            Score.Problems(Score.Container("<<: x")));

    [Fact]
    public void Of_several_merged_maps_the_first_wins()
    {
        var variables = Score.Read(Score.Container("variables:\n  <<: [{ A: one, B: one }, { B: two, C: two }]\n  A: own")).Containers[0].Variables;

        Assert.Equal(["own", "one", "two"], variables.Values.Select(value => value.LiteralText));
    }

    [Fact]
    public void Input_nested_too_deeply_is_refused()
    {
        var problem = Score.Problem("a: " + new string('[', 5000));

        Assert.Equal("apps/shop/score.yaml:1: the file is nested deeper than 64 levels; make it flatter", problem);
    }

    [Fact]
    public void Input_that_is_too_large_is_refused()
    {
        var problem = Score.Problem(new string('#', 256 * 1024 + 1));

        Assert.StartsWith("apps/shop/score.yaml: the file has 262145 characters, expected at most 262144; ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_on_disk_that_is_too_large_is_refused_unread()
    {
        var file = Path.GetTempFileName();
        using (var stream = File.OpenWrite(file))
            stream.SetLength(2L * 1024 * 1024 * 1024);

        var exception = Assert.Throws<WorkloadException>(() => WorkloadReader.Read(new WorkloadSource(file)));

        File.Delete(file);
        Assert.Equal($"{file}: the file has 2147483648 bytes, expected at most 262144; make it smaller", exception.Message);
    }

    [Fact]
    public void Aliases_that_multiply_without_end_are_refused()
    {
        var lines = Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]");

        var problem = Score.Problem("a0: &a0 [x]\n" + string.Join('\n', lines));

        Assert.EndsWith("the file has more than 100000 values with its aliases written out; make it smaller", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("+12", "12")]
    [InlineData("-0x1F", "-31")]
    [InlineData("0o17", "15")]
    [InlineData("0640", "416")]
    [InlineData("1.50", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("true", "true")]
    [InlineData("~", "null")]
    [InlineData("''", "")]
    [InlineData("yes", "yes")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("2026-01-31", "2026-01-31")]
    [InlineData("'12'", "12")]
    public void Plain_values_mean_what_they_mean_to_the_reference_library(string written, string expected)
    {
        var workload = Score.Read($"apiVersion: score.dev/v1b1\nmetadata: {{ name: shop, x: {written} }}\ncontainers: {{ web: {{ image: a, variables: {{ X: '${{metadata.x}}' }} }} }}");

        Assert.Equal(expected, workload.Containers[0].Variables["X"].LiteralText);
    }

    [Fact]
    public void Input_made_to_take_long_is_read_in_little_time()
    {
        var many = string.Join(", ", Enumerable.Range(1000, 4000).Select(i => $"r{i}: {{ type: redis, params: {{ a: '${{resources.x{i}}}' }} }}"));
        var open = Score.Variable(string.Concat(Enumerable.Repeat("${", 100_000)));

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var problems = Score.Problems(Score.Top($"resources: {{ {many} }}"));
        var workload = Score.Read(open);

        Assert.Equal(4000, problems.Count);
        Assert.Contains("names the resource 'x1000', which resources does not have; expected one of 4000 others", problems[0], StringComparison.Ordinal);
        Assert.Equal(200_000, workload.Containers[0].Variables["X"].LiteralText!.Length);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }
}
