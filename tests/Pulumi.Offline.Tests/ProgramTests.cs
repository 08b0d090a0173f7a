namespace Pulumi.Offline.Tests;

public class ProgramTests
{
    [Fact]
    public async Task The_outputs_of_a_stack_class_are_registered_on_its_URN()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(Deployment.RunAsync<OutputStack>);

        var outputs = monitor.Outputs["urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev"];
        Assert.Equal(0, exit);
        Assert.Equal(new PropertyValue.Text("t"), outputs["given-name"]);
        Assert.Equal(new PropertyValue.Secret(new PropertyValue.Number(1)), outputs["Secret"]);
    }

    [Fact]
    public async Task The_outputs_of_a_function_are_registered_on_the_stack()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => Deployment.RunAsync(() => new Dictionary<string, object?> { ["a"] = 1, ["none"] = null }));

        Assert.Equal(
            PropertyValue.Map.Empty.With("a", new PropertyValue.Number(1)),
            monitor.Outputs["urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev"]);
    }

    [Fact]
    public async Task A_stack_output_that_was_not_assigned_is_told_by_name()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(Deployment.RunAsync<ForgetfulStack>);

        Assert.Equal(32, exit);
        Assert.Contains("'Forgotten'", Assert.Single(monitor.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_engine_the_error_says_what_to_do()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Deployment.RunAsync(() => { }));

        Assert.Contains("slipway preview", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_outside_a_program_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Widget("w"));

        Assert.Contains("test:index:Widget 'w'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_run_waits_for_everything_under_way()
    {
        var applied = false;
        var monitor = new EchoMonitor { Before = _ => Task.Delay(20) };

        await monitor.RunAsync(() => new Widget("w", new() { Text = "t" }).Text.Apply(async text =>
        {
            await Task.Delay(20);
            applied = true;
            return text;
        }));

        Assert.True(applied);
        Assert.Equal(2, monitor.Registrations.Count);
    }

    [Fact]
    public async Task A_users_mistake_is_told_without_a_trace()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(() => { Throw(new RunException("set the region")); });

        Assert.Equal(32, exit);
        Assert.Equal("set the region", Assert.Single(monitor.Errors));
    }

    [Fact]
    public async Task A_bug_is_told_with_its_trace()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(() => { Throw(new InvalidOperationException("oops")); });

        Assert.Equal(32, exit);
        Assert.Contains("oops", Assert.Single(monitor.Errors), StringComparison.Ordinal);
        Assert.Contains($"{nameof(ProgramTests)}.{nameof(Throw)}", monitor.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_an_apply_is_told_once_however_far_it_travels()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(() =>
        {
            var failing = Output.Create(1).Apply<int>((Func<int, int>)(_ => throw new RunException("no good")));
            var further = Output.Format($"{failing}{failing.Apply(value => value + 1)}");
            _ = new Widget("w", new() { Text = further });
            _ = new Widget("x", new() { Text = further });
        });

        Assert.Equal(32, exit);
        Assert.Matches("^test:index:Widget '[wx]': no good$", Assert.Single(monitor.Errors));
    }

    [Fact]
    public async Task Every_error_of_a_program_is_told()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            Output.Create(1).Apply<int>((Func<int, int>)(_ => throw new RunException("first")));
            Output.Create(1).Apply<int>((Func<int, int>)(_ => throw new RunException("second")));
        });

        Assert.Equal(["first", "second"], monitor.Errors.Order());
    }

    [Fact]
    public async Task A_resource_that_failed_was_told_by_the_engine_and_ends_what_needs_it()
    {
        var monitor = new EchoMonitor
        {
            Before = registration => registration.Name == "bad" ? throw new ResourceFailedException("told already") : Task.CompletedTask,
        };

        var exit = await monitor.RunAsync(() =>
        {
            var bad = new Widget("bad");
            _ = new Widget("needs it", new() { Text = bad.OnlyOut! }, new() { DependsOn = { bad } });
            _ = new Widget("does not");
        });

        Assert.Equal(32, exit);
        Assert.Empty(monitor.Errors);
        Assert.Equal(["does not", "proj-dev"], monitor.Registrations.Select(registration => registration.Name).Order());
    }

    [Fact]
    public async Task An_error_about_a_resource_names_its_URN()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var widget = new Widget("w");
            widget.Urn.Apply<int>((Func<string, int>)(_ => throw new ResourceException("too small", widget, hideStack: true)));
        });

        var message = Assert.Single(monitor.Messages);
        Assert.Equal((LogSeverity.Error, "too small", "urn:pulumi:dev::proj::test:index:Widget::w"), message);
    }

    [Fact]
    public async Task An_error_in_a_value_names_the_resource_that_needed_it_and_its_cause()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var size = Output.Create("5tb").Apply<string>((Func<string, string>)(text => throw new RunException($"size '{text}' is too large", new FormatException("expected 1gb to 500gb"))));
            _ = new Widget("disk", new() { Text = size });
        });

        Assert.Equal("test:index:Widget 'disk': size '5tb' is too large\n  because: expected 1gb to 500gb", Assert.Single(monitor.Errors));
    }

    [Fact]
    public async Task An_error_about_a_resource_is_told_without_a_trace_which_stays_for_who_looks_for_it()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() =>
        {
            var widget = new Widget("w");
            widget.Urn.Apply<int>((Func<string, int>)(_ => throw new ResourceException("too small", widget)));
        });

        Assert.Equal("too small", Assert.Single(monitor.Errors));
        Assert.Contains("   at ", Assert.Single(monitor.Messages, message => message.Severity == LogSeverity.Debug).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_configuration_value_is_told_without_a_trace()
    {
        var monitor = new EchoMonitor();

        await monitor.RunAsync(() => { _ = new Config("shop").Require("size"); });

        Assert.Equal("Missing required configuration variable 'shop:size'\n\tplease set a value using the command `pulumi config set shop:size <value>`", Assert.Single(monitor.Errors));
    }

    [Fact]
    public async Task Messages_carry_severity_and_resource_and_an_error_fails_the_run()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(() =>
        {
            Log.Info("hello");
            Log.Error("bad", new Widget("w"));
        });

        Assert.Equal(1, exit);
        Assert.Contains((LogSeverity.Info, "hello", null), monitor.Messages);
        Assert.Contains((LogSeverity.Error, "bad", "urn:pulumi:dev::proj::test:index:Widget::w"), monitor.Messages);
    }

    [Fact]
    public async Task A_cancelled_run_ends_although_something_never_does()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var host = new ProgramHost
        {
            Organization = "org",
            Project = "proj",
            Stack = "dev",
            IsDryRun = false,
            Monitor = new EchoMonitor { Before = _ => new TaskCompletionSource().Task },
            Configuration = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
            SecretKeys = [],
            CancellationToken = cancel.Token,
        };

        var exit = await host.RunAsync(() => Deployment.RunAsync(() => { _ = new Widget("w"); })).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Twenty_thousand_resources_are_registered_in_seconds()
    {
        var monitor = new EchoMonitor();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var exit = await monitor.RunAsync(() =>
        {
            var before = new Widget("start", new() { Text = "t" });
            for (var i = 0; i < 20_000; i++)
                before = new Widget($"w{i}", new() { Text = before.Text!, Count = i, List = { "a", "b" }, Map = { ["k"] = "v" } });
        });

        Assert.Equal(0, exit);
        Assert.Equal(20_002, monitor.Registrations.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(25), $"took {clock.Elapsed}");
    }

    private static void Throw(Exception error) => throw error;

    private sealed class OutputStack : Stack
    {
        public OutputStack()
        {
            Named = new Widget("w", new() { Text = "t" }).Text;
            Secret = Output.CreateSecret(1);
        }

        [Output("given-name")]
        public Output<string?> Named { get; private set; }

        [Output]
        public Output<int> Secret { get; private set; }
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output]
        public Output<int> Forgotten { get; private set; } = null!;
    }
}
