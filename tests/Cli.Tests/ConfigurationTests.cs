using System.Collections.Immutable;
using Slipway.Cli.Projects;
using Slipway.Cli.Tests.Support;
using Slipway.Engine.Secrets;

namespace Slipway.Cli.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task An_unknown_stack_lists_those_that_exist()
    {
        using var cli = new Support.Cli();
        cli.Write("Pulumi.prod.yaml", "");

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("up", "-s", "staging"));
        Snapshot.Matches("unknown-stack", cli.Screen);
    }

    [Fact]
    public async Task Every_problem_of_a_stack_file_is_told_at_once_with_its_line()
    {
        using var cli = new Support.Cli();
        cli.Write("Pulumi.dev.yaml", "colour: blue\nconfig:\n  shop:size: small\n  a:b:c: 1\n  shop:password:\n    secure: v1:abc:def\n");

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("preview"));
        Snapshot.Matches("broken-configuration", cli.Screen);
    }

    [Fact]
    public async Task A_file_that_is_no_yaml_is_told_with_its_line()
    {
        using var cli = new Support.Cli();
        cli.Write("Pulumi.dev.yaml", "config:\n  shop:size: small\n shop:colour: blue\n");

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("preview"));
        Assert.StartsWith("error: Pulumi.dev.yaml:3: ", cli.Error);
    }

    [Fact]
    public async Task Without_a_project_file_the_message_says_where_was_looked()
    {
        using var cli = new Support.Cli();
        File.Delete(Path.Combine(cli.Folder, "Pulumi.yaml"));

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("preview"));
        Assert.Equal("error: no Pulumi.yaml in <project> or any folder above it. Change to a folder of the project.\n", cli.Error);
    }

    [Fact]
    public async Task A_project_whose_main_does_not_exist_is_refused_with_its_line()
    {
        using var cli = new Support.Cli();
        cli.Write("Pulumi.yaml", "name: shop\nmain: infrastructure\n");

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("preview"));
        Assert.Equal("error: Pulumi.yaml:2: main: there is no folder 'infrastructure'\n", cli.Error);
    }

    [Fact]
    public void A_project_is_found_from_a_folder_within_it_and_else_where_the_command_lives()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: shop\n");
        folder.Write("apps/portfolio/score.yaml", "");

        Assert.Equal(folder.Path, Project.Find(folder.File("apps/portfolio"), null).Folder);
        Assert.Equal(folder.Path, Project.Find(elsewhere.Path, folder.Path).Folder);
    }

    [Fact]
    public void Values_are_texts_as_pulumi_gives_them_to_a_program()
    {
        var values = Read("""
            config:
              shop:target: local
              shop:port: 18000
              shop:ratio: 1.10
              shop:demo: true
              size: small
              aws:region: eu-central-1
              shop:list: [1, two, "3", 1.10, true, null]
              shop:map:
                a: {b: c}
            """).Values;

        Assert.Equal(
            ["aws:region=eu-central-1", "shop:demo=true", "shop:list=[1,\"two\",\"3\",1.10,true,null]", "shop:map={\"a\":{\"b\":\"c\"}}", "shop:port=18000", "shop:ratio=1.10", "shop:size=small", "shop:target=local"],
            values.Select(value => $"{value.Key}={value.Value}"));
    }

    [Fact]
    public void Secret_values_are_decrypted_and_marked_at_any_depth()
    {
        var secrets = new PassphraseSecrets("correct horse");
        var salt = secrets.NewSalt();
        var cipher = secrets.Encrypt("hunter2", salt);

        var configuration = Read($"""
            encryptionsalt: {salt}
            config:
              shop:password:
                secure: {cipher}
              shop:database:
                user: ann
                password:
                  secure: {cipher}
            """, (from, value) => secrets.Decrypt(value, from));

        Assert.Equal("hunter2", configuration.Values["shop:password"]);
        Assert.Equal("""{"user":"ann","password":"hunter2"}""", configuration.Values["shop:database"]);
        Assert.Equal(["shop:database", "shop:password"], configuration.SecretKeys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_passphrase_is_made_once_for_a_clone_and_only_its_owner_can_read_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: shop\n");
        var project = Project.Find(folder.Path, null);

        var first = Passphrase.Read(project, _ => null);
        var second = Passphrase.Read(project, _ => null);

        Assert.Equal(first, second);
        Assert.True(first.Length >= 40);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File(".slipway/passphrase")));
    }

    [Fact]
    public void A_passphrase_of_the_environment_comes_before_the_file_it_names_and_the_made_one()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: shop\n");
        var project = Project.Find(folder.Path, null);
        var named = new Dictionary<string, string> { ["PULUMI_CONFIG_PASSPHRASE_FILE"] = folder.Write("key", "from file\n") };
        var both = new Dictionary<string, string>(named) { ["PULUMI_CONFIG_PASSPHRASE"] = "given" };

        Assert.Equal("from file", Passphrase.Read(project, named.GetValueOrDefault));
        Assert.Equal("given", Passphrase.Read(project, both.GetValueOrDefault));
        Assert.False(Directory.Exists(folder.File(".slipway")));
    }

    private static StackConfiguration Read(string yaml, Func<string, string, string>? decrypt = null)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: shop\n");
        folder.Write("Pulumi.dev.yaml", yaml);
        return new StackConfigurationReader(Project.Find(folder.Path, null), decrypt ?? ((_, _) => "")).Read("dev");
    }
}
