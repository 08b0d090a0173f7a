using Slipway.Cli.Tests.Support;
using Slipway.Engine.Secrets;

namespace Slipway.Cli.Tests;

public sealed class ConfigCommandTests
{
    private const string File = """
        # How the shop runs on a laptop.
        config:
          # One of small, large.
          shop:size: small   # enough for a demo
          shop:port: "18000"

          shop:data:
            # Where the files are.
            folder: /srv
            items:
              - name: one   # the first
                count: 1
              - name: two
            flow: {a: 1, b: [x, y]}
          other:text: |
            two
            lines
        # the end

        """;

    [Fact]
    public async Task A_changed_value_leaves_every_other_line_as_it_is()
    {
        using var cli = Shop();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("config", "set", "size", "large"));
        Assert.Equal(File.Replace("size: small", "size: large"), Read(cli));
    }

    [Fact]
    public async Task A_new_value_is_added_behind_the_others_with_their_indent()
    {
        using var cli = Shop();

        await cli.RunAsync("config", "set", "aws:region", "eu-central-1");

        Assert.Equal(File.Replace("    lines\n", "    lines\n  aws:region: eu-central-1\n"), Read(cli));
    }

    [Theory]
    [InlineData("shop:data.folder", "/data", "folder: /srv", "folder: /data")]
    [InlineData("data.items[0].name", "uno", "- name: one   # the first", "- name: uno   # the first")]
    [InlineData("data.items[0].count", "2", "count: 1", "count: 2")]
    [InlineData("data.items[1].count", "7", "- name: two\n", "- name: two\n        count: 7\n")]
    [InlineData("data.items[2].name", "three", "- name: two\n", "- name: two\n      - name: three\n")]
    [InlineData("data.extra", "true", "flow: {a: 1, b: [x, y]}\n", "flow: {a: 1, b: [x, y]}\n    extra: true\n")]
    [InlineData("data[\"a.b\"].c", "x: y", "flow: {a: 1, b: [x, y]}\n", "flow: {a: 1, b: [x, y]}\n    a.b:\n      c: \"x: y\"\n")]
    [InlineData("data.flow.b[1]", "z", "flow: {a: 1, b: [x, y]}\n", "flow:\n      a: 1\n      b:\n        - x\n        - z\n")]
    public async Task A_value_within_an_object_is_set_by_its_path(string path, string value, string before, string after)
    {
        using var cli = Shop();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("config", "set", "--path", path, value));
        Assert.Equal(File.Replace(before, after), Read(cli));
    }

    [Theory]
    [InlineData("true", "\"true\"")]
    [InlineData("18001", "\"18001\"")]
    [InlineData("1.10", "\"1.10\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("", "\"\"")]
    [InlineData("*.example.com", "\"*.example.com\"")]
    [InlineData("a # b", "\"a # b\"")]
    [InlineData("it's \"so\"\n", "\"it's \\\"so\\\"\\n\"")]
    [InlineData("http://a/?b=c", "http://a/?b=c")]
    public async Task A_text_is_written_so_that_it_reads_back_as_that_text(string value, string written)
    {
        using var cli = Shop();

        await cli.RunAsync("config", "set", "size", value);
        await cli.RunAsync("config", "get", "size");

        Assert.Contains($"shop:size: {written}   # enough for a demo\n", Read(cli));
        Assert.Equal(value + "\n", cli.Output);
    }

    [Fact]
    public async Task A_value_of_several_lines_gives_way_to_one_of_one_line()
    {
        using var cli = Shop();

        await cli.RunAsync("config", "set", "other:text", "short");

        Assert.Equal(File.Replace("text: |\n    two\n    lines\n", "text: short\n"), Read(cli));
    }

    [Fact]
    public async Task A_secret_is_encrypted_in_Pulumis_format_with_the_salt_in_front()
    {
        using var cli = Shop();
        cli.Environment["PULUMI_CONFIG_PASSPHRASE"] = "correct horse";
        cli.Piped = "hunter2\n";

        Assert.Equal(ExitCode.Done, await cli.RunAsync("config", "set", "--secret", "password"));

        var lines = Read(cli).Split('\n');
        Assert.Equal("# How the shop runs on a laptop.", lines[0]);
        Assert.Matches("^encryptionsalt: v1:[A-Za-z0-9+/=]{12}:v1:[A-Za-z0-9+/=]{16}:[A-Za-z0-9+/=]+$", lines[1]);
        var salt = lines[1]["encryptionsalt: ".Length..];
        var cipher = lines.Single(line => line.StartsWith("    secure: ", StringComparison.Ordinal))["    secure: ".Length..];
        Assert.Equal("hunter2", new PassphraseSecrets("correct horse", salt).Decrypt(cipher, salt));
        Assert.DoesNotContain("hunter2", Read(cli) + cli.Screen);
        Assert.Contains("  shop:password:\n", Read(cli));
    }

    [Fact]
    public async Task A_second_secret_uses_the_salt_that_is_there_and_both_read_back()
    {
        using var cli = Shop();
        cli.Environment["PULUMI_CONFIG_PASSPHRASE"] = "correct horse";

        await cli.RunAsync("config", "set", "--secret", "password", "hunter2");
        await cli.RunAsync("config", "set", "--secret", "--path", "data.token", "tok-1");
        await cli.RunAsync("config", "get", "password");
        await cli.RunAsync("config", "get", "--path", "data.token");

        Assert.Equal("hunter2\ntok-1\n", cli.Output);
        Assert.Single(Read(cli).Split('\n'), line => line.StartsWith("encryptionsalt:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_under_another_passphrase_is_refused_and_nothing_is_written()
    {
        using var cli = Shop();
        cli.Environment["PULUMI_CONFIG_PASSPHRASE"] = "correct horse";
        await cli.RunAsync("config", "set", "--secret", "password", "hunter2");
        var before = Read(cli);
        cli.Environment["PULUMI_CONFIG_PASSPHRASE"] = "battery staple";

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("config", "set", "--secret", "token", "t"));
        Assert.Contains("The passphrase is not the one", cli.Error);
        Assert.Equal(before, Read(cli));
    }

    [Fact]
    public async Task A_secret_under_a_clones_own_key_comes_with_a_warning()
    {
        using var cli = Shop();

        await cli.RunAsync("config", "set", "--secret", "password", "hunter2");

        Assert.Contains("Encrypted with this clone's own key: others cannot read it.", cli.Error);
    }

    [Fact]
    public async Task The_list_masks_secrets_and_needs_no_passphrase()
    {
        using var cli = Shop();
        cli.Environment["PULUMI_CONFIG_PASSPHRASE"] = "correct horse";
        await cli.RunAsync("config", "set", "--secret", "password", "hunter2");
        await cli.RunAsync("config", "set", "--secret", "--path", "data.token", "tok-1");
        cli.Environment["PULUMI_CONFIG_PASSPHRASE"] = "battery staple";

        await cli.RunAsync("config");

        Snapshot.Matches("config", cli.Output);
    }

    [Fact]
    public async Task The_list_shows_secrets_when_asked_for()
    {
        using var cli = Shop();
        await cli.RunAsync("config", "set", "--secret", "password", "hunter2");

        await cli.RunAsync("config", "list", "--show-secrets", "--json");

        Assert.Contains("\"shop:password\": {\n    \"value\": \"hunter2\",\n    \"secret\": true\n  }", cli.Output);
    }

    [Theory]
    [InlineData("size", "  shop:size: small   # enough for a demo\n")]
    [InlineData("other:text", "  other:text: |\n    two\n    lines\n")]
    [InlineData("--path data.folder", "    folder: /srv\n")]
    [InlineData("--path data.items[1]", "      - name: two\n")]
    [InlineData("--path data.items[0].count", "        count: 1\n")]
    public async Task A_removed_value_takes_only_its_own_lines(string arguments, string gone)
    {
        using var cli = Shop();

        Assert.Equal(ExitCode.Done, await cli.RunAsync(["config", "rm", .. arguments.Split(' ')]));
        Assert.Equal(File.Replace(gone, ""), Read(cli));
    }

    [Fact]
    public async Task The_last_value_can_be_removed_and_set_again()
    {
        using var cli = new Support.Cli();

        await cli.RunAsync("config", "rm", "size");
        var empty = Read(cli);
        await cli.RunAsync("config", "set", "size", "large");

        Assert.Equal("config: {}\n", empty);
        Assert.Equal("config:\n  shop:size: large\n", Read(cli));
    }

    [Fact]
    public async Task A_file_without_values_gets_its_first_one()
    {
        using var cli = new Support.Cli();
        cli.Write("Pulumi.dev.yaml", "");

        await cli.RunAsync("config", "set", "size", "large");

        Assert.Equal("config:\n  shop:size: large\n", Read(cli));
    }

    [Fact]
    public async Task Line_ends_of_Windows_stay()
    {
        using var cli = new Support.Cli();
        cli.Write("Pulumi.dev.yaml", "config:\r\n  shop:size: small # s\r\n  shop:a: b\r\n");

        await cli.RunAsync("config", "set", "size", "large");

        Assert.Equal("config:\r\n  shop:size: large # s\r\n  shop:a: b\r\n", Read(cli));
    }

    [Theory]
    [InlineData("config get colour", "error: stack 'dev' has no value 'shop:colour'. `slipway config -s dev` lists what it has.\n")]
    [InlineData("config rm colour", "error: stack 'dev' has no value 'shop:colour'. `slipway config -s dev` lists what it has.\n")]
    [InlineData("config get --path data.items[9]", "error: stack 'dev' has no value 'shop:data.items[9]'. `slipway config -s dev` lists what it has.\n")]
    [InlineData("config set a:b:c d", "error: 'a:b:c' is no configuration key. Write it as `shop:size`, or `size` for short.\n")]
    [InlineData("config set --path data..x d", "error: 'data..x' is no path. Write names with dots and places in brackets: `data.items[0]`, `data[\"a.b\"]`.\n")]
    [InlineData("config set --path data.items[7] d", "error: config.shop:data.items[7] lies beyond the end of the list, which has 2 items. The next is [2].\n")]
    [InlineData("config set --path size.x d", "error: config.shop:size is a single value, so config.shop:size.x cannot be within it. Remove it first, or correct the path.\n")]
    public async Task What_cannot_be_is_refused_by_name_and_nothing_is_written(string arguments, string message)
    {
        using var cli = Shop();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync(arguments.Split(' ')));
        Assert.Equal(message, cli.Error);
        Assert.Equal(File, Read(cli));
    }

    [Fact]
    public async Task On_a_terminal_a_missing_value_is_asked_for_by_a_pipe()
    {
        using var cli = Shop();
        cli.Typed = "hunter2\n";

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("config", "set", "--secret", "password"));
        Assert.Contains("pipe it in", cli.Error);
    }

    [Fact]
    public async Task A_stack_without_a_file_is_refused_with_those_there_are()
    {
        using var cli = Shop();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("config", "set", "size", "large", "-s", "staging"));
        Assert.Contains("Stacks of shop: dev", cli.Error);
    }

    private static Support.Cli Shop()
    {
        var cli = new Support.Cli();
        cli.Write("Pulumi.dev.yaml", File);
        return cli;
    }

    private static string Read(Support.Cli cli) => System.IO.File.ReadAllText(cli.File("Pulumi.dev.yaml"));
}
