using System.Diagnostics;
using Pulumi.Offline;
using Slipway.Engine.Tests.Support;
using static Slipway.Engine.Sandbox.Program;

namespace Slipway.Engine.Tests.Providers;

public sealed class CommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-command-").FullName;
    private readonly Fixture stack = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_command_runs_with_input_folder_and_environment()
    {
        await UpAsync(("create", Text("cat; echo \" $GREETING\"; pwd; echo warn >&2")), ("stdin", Text("in")), ("dir", Text(folder)), ("environment", Inputs(("GREETING", Text("hello")))));

        var outputs = await OutputsAsync();

        Assert.Equal(Text($"in hello\n{folder}"), outputs["stdout"]);
        Assert.Equal(Text("warn"), outputs["stderr"]);
        Assert.Contains(stack.Events, happening => happening is EngineEvent.Message { Text: "in hello" });
    }

    [Fact]
    public async Task Without_update_the_create_command_runs_again_with_the_previous_output()
    {
        await UpAsync(("create", Text("echo \"before: $PULUMI_COMMAND_STDOUT\"")), ("environment", Inputs(("N", Text("1")))));
        await UpAsync(("create", Text("echo \"before: $PULUMI_COMMAND_STDOUT\"")), ("environment", Inputs(("N", Text("2")))));

        Assert.Equal(Text("before: before: "), (await OutputsAsync())["stdout"]);
    }

    [Fact]
    public async Task Update_and_delete_run_in_their_turn_and_triggers_replace()
    {
        var log = Path.Combine(folder, "log");
        await UpAsync(Values("1", "t"));
        await UpAsync(Values("2", "t"));
        await UpAsync(Values("2", "u"));
        await stack.UpAsync(_ => Task.CompletedTask);

        Assert.Equal("create 1\nupdate 2\ncreate 2\ndelete 2\ndelete 2\n", await File.ReadAllTextAsync(log));

        (string, PropertyValue)[] Values(string value, string trigger) =>
        [
            ("create", Text($"echo create {value} >> {log}")),
            ("update", Text($"echo update {value} >> {log}")),
            ("delete", Text($"echo delete {value} >> {log}")),
            ("triggers", new PropertyValue.List([Text(trigger)])),
        ];
    }

    [Fact]
    public async Task A_command_has_a_session_of_its_own_so_that_ctrl_c_on_the_terminal_does_not_reach_it()
    {
        await UpAsync(("create", Text("echo $$; ps -o sid= -p $$ | tr -d ' '; ps -o pgid= -p $$ | tr -d ' '")));

        var said = ((PropertyValue.Text)(await OutputsAsync())["stdout"]!).Value.Split('\n');

        Assert.Equal([said[0], said[0]], said[1..]);
    }

    [Fact]
    public async Task A_failure_says_exit_code_and_error_output_and_keeps_the_previous_state()
    {
        await UpAsync(("create", Text("echo fine")));

        var result = await UpAsync(("create", Text("echo no such host >&2; exit 3")));

        Assert.False(result.Succeeded);
        Assert.Contains("exit code 3", result.Problems[0], StringComparison.Ordinal);
        Assert.Contains("no such host", result.Problems[0], StringComparison.Ordinal);
        Assert.Equal(Text("fine"), (await OutputsAsync())["stdout"]);
    }

    [Fact]
    public async Task A_process_left_behind_does_not_hold_the_command_up()
    {
        var watch = Stopwatch.StartNew();

        await UpAsync(("create", Text("sleep 20 & echo started")));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
        Assert.Equal(Text("started"), (await OutputsAsync())["stdout"]);
    }

    [Fact]
    public async Task Output_of_a_command_with_secrets_is_secret_and_masked()
    {
        await UpAsync(("create", Text("echo \"password is $P!\"")), ("environment", Inputs(("P", Secret("open sesame")))));

        Assert.Equal(Secret("password is open sesame!"), (await OutputsAsync())["stdout"]);
        Assert.DoesNotContain(stack.Events, happening => happening is EngineEvent.Message message && message.Text.Contains("sesame", StringComparison.Ordinal));
        Assert.Contains(stack.Events, happening => happening is EngineEvent.Message { Text: "password is [secret]!" });
    }

    [Fact]
    public async Task A_secret_command_does_not_show_in_the_process_list()
    {
        await UpAsync(("create", Secret("tr '\\0' ' ' < /proc/$$/cmdline; echo; echo ran-hidden")));

        var shown = ((PropertyValue.Text)(await OutputsAsync())["stdout"]!.WithoutSecrets()).Value;

        Assert.Contains("ran-hidden", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("echo ran-hidden", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_given_as_assets_by_pattern()
    {
        await UpAsync(
            ("create", Text("mkdir -p sub; echo a > a.txt; echo b > sub/b.txt; echo c > sub/c.log")),
            ("dir", Text(folder)),
            ("assetPaths", new PropertyValue.List([Text("**.txt"), Text("!a.txt")])));

        var assets = Assert.IsType<PropertyValue.Map>((await OutputsAsync())["assets"]);

        Assert.Equal("sub/b.txt", Assert.Single(assets).Key);
    }

    private Task<UpdateResult> UpAsync(params (string, PropertyValue)[] inputs) =>
        stack.UpAsync(program => program.ThingAsync("run", Inputs(inputs), [], wanted => wanted with { Type = "command:local:Command", Version = "1.2.1" }));

    private async Task<PropertyValue.Map> OutputsAsync() => (await stack.ReadAsync()).Resources.Single(resource => resource.Name == "run").Outputs;
}
