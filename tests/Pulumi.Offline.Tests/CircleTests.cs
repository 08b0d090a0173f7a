namespace Pulumi.Offline.Tests;

public class CircleTests
{
    [Fact]
    public async Task A_circle_through_property_values_across_two_components_is_told_with_its_resources()
    {
        var monitor = new EchoMonitor();

        var exit = await monitor.RunAsync(() =>
        {
            var left = new Gadget("left");
            var right = new Gadget("right");
            // A component is waited for with all it holds once it is complete.
            var complete = new TaskCompletionSource<Resource>(TaskCreationOptions.RunContinuationsAsynchronously);
            var first = new Widget("first", null, new() { Parent = left, DependsOn = Output.Create(complete.Task) });
            _ = new Widget("second", new() { Text = first.Text.Apply(text => $"{text}!") }, new() { Parent = right });
            complete.SetResult(right);
            _ = new Widget("apart", new() { Text = "t" });
        });

        Assert.Equal(32, exit);
        Assert.Equal(
            "Resources need each other in a circle, so none of them can be made: test:index:Widget 'first' needs test:index:Widget 'second' "
            + "needs test:index:Widget 'first'. Take one of these dependencies or property values out.",
            Assert.Single(monitor.Errors));
        Assert.Contains(monitor.Registrations, registration => registration.Name == "apart");
    }

    [Fact]
    public async Task A_circle_that_an_apply_closes_later_is_told_too()
    {
        var monitor = new EchoMonitor { Before = _ => Task.Delay(10) };

        var exit = await monitor.RunAsync(() =>
        {
            Widget? second = null;
            var start = new Widget("start", new() { Text = "t" });
            var first = new Widget("first", new() { Text = start.Text.Apply(_ => Output.Format($"{second!.Text} and more"))! });
            second = new Widget("second", new() { List = { first.Text! } });
        });

        Assert.Equal(32, exit);
        Assert.Contains("test:index:Widget 'second' needs test:index:Widget 'first'", Assert.Single(monitor.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_in_a_unit_test_fails_the_test()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new SlowMocks(), new() { IsPreview = false }, () =>
        {
            Widget? second = null;
            var start = new Widget("start", new() { Text = "t" });
            var first = new Widget("first", new() { Text = start.Text.Apply(_ => second!.Text)! });
            second = new Widget("second", new() { Text = first.Text! });
        }));

        Assert.Contains("circle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_wait_is_not_taken_for_a_circle()
    {
        var monitor = new EchoMonitor { Before = registration => registration.Name == "slow" ? Task.Delay(900) : Task.CompletedTask };

        var exit = await monitor.RunAsync(() =>
        {
            var slow = new Widget("slow", new() { Text = "t" });
            var after = new Widget("after", new() { Text = slow.Text! });
            _ = new Widget("last", new() { Text = after.Text! }, new() { DependsOn = { slow } });
        });

        Assert.Equal(0, exit);
        Assert.Empty(monitor.Errors);
    }

    private sealed class SlowMocks : Testing.IMocks
    {
        public async Task<(string? id, object state)> NewResourceAsync(Testing.MockResourceArgs args)
        {
            await Task.Delay(10);
            return ($"{args.Name}-id", args.Inputs);
        }

        public Task<object> CallAsync(Testing.MockCallArgs args) => Task.FromResult<object>(args.Args);
    }
}
