using System.Text.Json.Nodes;

namespace Slipway.Cli.Tests.Releases;

/// <summary>Steps of a deployment that others carry out, decided from outputs and images.</summary>
public sealed class ReleaseNextTests
{
    private const string File = "config:\n  shop:size: small\n";

    private static readonly string Old = ImageOf('a');
    private static readonly string New = ImageOf('b');

    [Fact]
    public async Task What_is_recorded_is_written_into_a_fresh_file()
    {
        using var cli = Cli($$"""{"releases":{{Release("baking", 0, 100)}}}""");

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "recall", "--outputs", cli.File("outputs.json")));

        Assert.Equal(
            $"""
            config:
              shop:size: small
              shop:releases:
                shop:
                  stable: blue
                  phase: baking
                  slots:
                    blue:
                      weight: "0"
                      kept: "true"
                      version: daaaaaaaa
                      image: {Old}
                    green:
                      weight: "100"
                      version: dbbbbbbbb
                      image: {New}
              shop:images:
                shop: {New}

            """, Read(cli));
    }

    [Theory]
    [InlineData("shifting", 90, 10, "shop: 50 % of the traffic to the new version", 30, false, false)]
    [InlineData("shifting", 50, 50, "shop: 100 % of the traffic to the new version", 30, false, false)]
    [InlineData("baking", 0, 100, "shop: released", 45, true, true)]
    public async Task A_share_is_watched_before_the_next_one(string phase, int blue, int green, string what, int watch, bool moved, bool last)
    {
        using var cli = Cli($$"""{"releases":{{Release(phase, blue, green)}}}""");
        cli.Write("Pulumi.dev.yaml", $"{File}  shop:rollout:\n    steps: \"10, 50\"\n    bake: 45s\n");

        Assert.Equal(ExitCode.Done, await NextAsync(cli));

        var step = JsonNode.Parse(cli.Output)!;
        Assert.Equal((what, watch, moved, last), ((string)step["what"]!, (int)step["watch"]!, (bool)step["moved"]!, (bool)step["last"]!));
    }

    [Fact]
    public async Task The_way_back_moves_all_traffic_before_anything_is_taken_away()
    {
        using var cli = Cli($$"""{"releases":{{Release("shifting", 50, 50)}}}""");

        await NextAsync(cli, "--back", "it fails");

        Assert.False((bool)JsonNode.Parse(cli.Output)!["last"]!);
        Assert.Contains("phase: returning", Read(cli));
        Assert.Contains("reason: it fails", Read(cli));
        Assert.Contains("green:\n          weight: \"0\"\n", Read(cli));
    }

    [Fact]
    public async Task The_name_of_a_version_on_azure_has_the_time_as_a_revision_has_its_name_once()
    {
        using var cli = Cli($$"""{"releases":{{Release("preparing", 100, 0)}}}""");
        cli.Write("Pulumi.dev.yaml", $"{File}  shop:target: azure\n");

        await NextAsync(cli);

        Assert.Contains("version: dbbbbbbbb-2611211200", Read(cli));
    }

    [Fact]
    public async Task A_version_started_by_hand_is_named_by_its_image()
    {
        using var cli = Cli("{}");
        cli.Write("Pulumi.dev.yaml", $"{File}  shop:images:\n    shop: {New}\n");

        await cli.RunAsync("release", "start", "shop");

        Assert.Contains($"version: dbbbbbbbb\n          image: {New}\n", Read(cli));
    }

    [Fact]
    public async Task Status_shows_what_outputs_say_where_the_file_knows_nothing()
    {
        using var cli = Cli($$"""{"releases":{{Release("shifting", 90, 10)}}}""");

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "status", "--outputs", cli.File("outputs.json")));

        Assert.Contains("dbbbbbbbb", cli.Output);
        Assert.Contains(" 10 %  new", cli.Output);
    }

    [Theory]
    [InlineData("images.json", "[]", "error: 'images.json' does not hold a map from workloads to images.")]
    [InlineData("images.json", """{"shop": 3}""", "error: 'images.json' does not hold a map from workloads to images.")]
    [InlineData("outputs.json", "", "error: 'outputs.json' does not hold what `pulumi stack output --json` prints.")]
    public async Task A_file_of_another_form_is_refused_and_nothing_is_written(string name, string text, string expected)
    {
        using var cli = Cli("{}");
        cli.Write(name, text);

        Assert.Equal(ExitCode.Usage, await NextAsync(cli));

        Assert.Equal(expected.Replace(name, $"<project>/{name}", StringComparison.Ordinal), cli.Error.TrimEnd());
        Assert.Equal(File, Read(cli));
    }

    private static Task<ExitCode> NextAsync(Support.Cli cli, params string[] more) =>
        cli.RunAsync(["release", "next", "--outputs", cli.File("outputs.json"), "--images", cli.File("images.json"), .. more]);

    private static Support.Cli Cli(string outputs)
    {
        var cli = new Support.Cli();
        cli.Write("Pulumi.dev.yaml", File);
        cli.Write("outputs.json", outputs);
        cli.Write("images.json", $$"""{"shop": "{{New}}"}""");
        return cli;
    }

    private static string Release(string phase, int blue, int green) =>
        $$"""
        {"shop": {"stable": "blue", "phase": "{{phase}}", "routed": true, "slots": {
          "blue": {"weight": {{blue}}, "kept": true, "version": "daaaaaaaa", "image": "{{Old}}"},
          "green": {"weight": {{green}}, "version": "dbbbbbbbb", "image": "{{New}}"}
        } } }
        """;

    private static string ImageOf(char version) => $"ghcr.io/shop/shop@sha256:{new string(version, 64)}";

    private static string Read(Support.Cli cli) => System.IO.File.ReadAllText(cli.File("Pulumi.dev.yaml"));
}
