using System.Net;
using System.Text.Json.Nodes;
using Slipway.Pipelines.Tests.Support;

namespace Slipway.Pipelines.Tests;

/// <summary>Deployments with <c>.ci/deploy</c>, planned by the real program; every one starts from a fresh checkout.</summary>
public sealed class DeploymentTests
{
    private static readonly string[] WholeRelease = ["100/0", "100/0", "90/10", "50/50", "0/100", "0/100"];

    [Theory]
    [InlineData("staging")]
    [InlineData("prod-aws")]
    [InlineData("prod")]
    public async Task A_second_deployment_is_a_release_by_steps_and_the_third_one_goes_back_into_the_first_slot(string name)
    {
        using var stack = new PlayedStack(name);

        var first = (await stack.DeployAsync('a')).Succeeded();
        var second = (await stack.DeployAsync('b')).Succeeded();
        var third = (await stack.DeployAsync('c')).Succeeded();

        Assert.Contains("nothing to release", first.Output);
        Assert.Contains("downloads, portfolio: 10 % of the traffic to the new version", second.Output);
        Assert.Equal(["100/0", .. WholeRelease, .. WholeRelease.Select(Mirrored)], stack.Plans.Select(plan => WeightsOf(name, plan)));
        Assert.Equal((PlayedStack.ImageOf('c'), PlayedStack.ImageOf('b')), (ImageOf(stack, "blue"), ImageOf(stack, "green")));
        Assert.Contains("blue   dcccccccc", third.Output);
    }

    [Fact]
    public async Task A_worker_has_its_new_version_when_the_release_has_gone_well_and_not_before()
    {
        using var stack = new PlayedStack("staging");
        await stack.DeployAsync('a');

        (await stack.DeployAsync('b')).Succeeded();

        var images = stack.Plans.Select(plan => (string?)plan["outputs"]!["releases"]!["downloads-worker"]!["slots"]!["blue"]!["image"]);
        Assert.Equal([.. Enumerable.Repeat(PlayedStack.ImageOf('a'), 6), PlayedStack.ImageOf('b')], images);
    }

    [Fact]
    public async Task An_instance_of_the_new_version_runs_on_aws_before_the_step_that_starts_it_is_over()
    {
        using var stack = new PlayedStack("prod-aws");
        await stack.DeployAsync('a');

        (await stack.DeployAsync('b')).Succeeded();

        Assert.Equal([0, 0, 2, 2, 2, 2, 2], stack.Plans.Select(plan => (int)Inputs(plan, "ecs/service:Service::portfolio-green")["desiredCount"]!));
        Assert.True((bool)Inputs(stack.Plans[2], "ecs/service:Service::portfolio-green")["waitForSteadyState"]!);
    }

    [Fact]
    public async Task The_same_images_again_are_an_update_without_a_release()
    {
        using var stack = new PlayedStack("staging");
        await stack.DeployAsync('a');

        var again = (await stack.DeployAsync('a')).Succeeded();

        Assert.Contains("nothing to release", again.Output);
        Assert.Equal(["100/0", "100/0"], stack.Plans.Select(plan => WeightsOf("staging", plan)));
    }

    [Theory]
    [InlineData("staging", 10, new[] { "90/10" })]
    [InlineData("prod-aws", 50, new[] { "90/10", "50/50" })]
    [InlineData("prod", 100, new[] { "90/10", "50/50", "0/100" })]
    public async Task What_fails_with_traffic_goes_back_also_after_the_switch(string name, int failsFrom, string[] shares)
    {
        using var stack = new PlayedStack(name);
        await stack.DeployAsync('a');
        stack.Answer = now => now.ShareOf("portfolio", "green") >= failsFrom ? HttpStatusCode.InternalServerError : HttpStatusCode.OK;

        var failed = await stack.DeployAsync('b');

        Assert.Equal(5, failed.ExitCode);
        Assert.Contains("portfolio: all traffic back to the version before, which never stopped", failed.Output);
        Assert.Contains("was taken back: smoke tests failed before this step", failed.Output);
        Assert.Equal(["100/0", "100/0", "100/0", .. shares, "100/0", "100/0"], stack.Plans.Select(plan => WeightsOf(name, plan)));
        Assert.Equal((PlayedStack.ImageOf('a'), null), (ImageOf(stack, "blue"), ImageOf(stack, "green")));
        Assert.All(["downloads", "portfolio", "downloads-worker"], workload => Assert.Equal("rest", (string?)stack.Recorded[workload]!["phase"]));
    }

    [Fact]
    public async Task A_new_version_that_does_not_start_goes_away_in_one_update_and_the_next_deployment_releases()
    {
        using var stack = new PlayedStack("staging");
        await stack.DeployAsync('a');
        stack.FailAt(2);

        var failed = await stack.DeployAsync('b');
        var next = (await stack.DeployAsync('c')).Succeeded();

        Assert.Equal(5, failed.ExitCode);
        Assert.Contains("was taken back: 'pulumi up' failed in this step: downloads, portfolio: the new version starts beside the old one", failed.Output);
        Assert.Equal(["100/0", "100/0", "100/0", "100/0", .. WholeRelease], stack.Plans.Select(plan => WeightsOf("staging", plan)));
        Assert.Contains("portfolio: released", next.Output);
    }

    [Fact]
    public async Task A_first_deployment_that_fails_has_nothing_to_go_back_to()
    {
        using var stack = new PlayedStack("staging");
        stack.FailAt(0);

        var failed = await stack.DeployAsync('a');

        Assert.Equal(1, failed.ExitCode);
        Assert.Single(stack.Plans);
    }

    [Fact]
    public async Task Killed_with_part_of_the_traffic_moved_the_same_deployment_goes_on_from_there()
    {
        using var stack = new PlayedStack("staging");
        await stack.DeployAsync('a');
        stack.DieAfter(3);

        var killed = await stack.DeployAsync('b');
        var again = (await stack.DeployAsync('b')).Succeeded();

        Assert.Equal(137, killed.ExitCode);
        Assert.DoesNotContain("starts beside", again.Output);
        Assert.Equal(["100/0", .. WholeRelease], stack.Plans.Select(plan => WeightsOf("staging", plan)));
    }

    [Fact]
    public async Task Killed_while_the_new_version_starts_the_same_slot_is_started_again()
    {
        using var stack = new PlayedStack("prod-aws");
        await stack.DeployAsync('a');
        stack.DieBefore(2);

        await stack.DeployAsync('b');
        (await stack.DeployAsync('b')).Succeeded();

        Assert.Equal(["100/0", "100/0", .. WholeRelease[1..].Prepend("100/0")], stack.Plans.Select(plan => WeightsOf("prod-aws", plan)));
        Assert.Equal(PlayedStack.ImageOf('b'), ImageOf(stack, "green"));
    }

    [Fact]
    public async Task Other_images_take_back_what_a_killed_deployment_left_before_they_are_released()
    {
        using var stack = new PlayedStack("staging");
        await stack.DeployAsync('a');
        stack.DieAfter(4);

        await stack.DeployAsync('b');
        (await stack.DeployAsync('c')).Succeeded();

        Assert.Equal(["100/0", "100/0", "100/0", "90/10", "50/50", "100/0", "100/0", .. WholeRelease], stack.Plans.Select(plan => WeightsOf("staging", plan)));
        Assert.Equal((PlayedStack.ImageOf('a'), PlayedStack.ImageOf('c')), (ImageOf(stack, "blue"), ImageOf(stack, "green")));
    }

    [Fact]
    public async Task What_fails_when_all_is_over_goes_back_by_traffic_alone()
    {
        using var stack = new PlayedStack("staging");
        await stack.DeployAsync('a');
        stack.Answer = now => now.ShareOf("portfolio", "green") == 100 && (string?)now.Recorded["portfolio"]!["phase"] == "rest" ? HttpStatusCode.BadGateway : HttpStatusCode.OK;

        var failed = await stack.DeployAsync('b');

        Assert.Equal(5, failed.ExitCode);
        Assert.Equal(["100/0", .. WholeRelease, "100/0"], stack.Plans.Select(plan => WeightsOf("staging", plan)));
        Assert.Equal((PlayedStack.ImageOf('a'), PlayedStack.ImageOf('b')), (ImageOf(stack, "blue"), ImageOf(stack, "green")));
    }

    private static string Mirrored(string weights) => string.Join('/', weights.Split('/').Reverse());

    private static string? ImageOf(PlayedStack stack, string slot) => (string?)stack.Recorded["portfolio"]!["slots"]![slot]?["image"];

    private static string WeightsOf(string name, JsonNode plan)
    {
        var weights = name switch
        {
            "staging" => Inputs(plan, "HTTPRoute::route-portfolio-route-http")["spec"]!["rules"]![0]!["backendRefs"]!.AsArray()
                .ToDictionary(backend => ((string)backend!["name"]!)["portfolio-".Length..], backend => (int)backend!["weight"]!),
            // The groups are those of blue and green, in this order.
            "prod-aws" => Inputs(plan, "lb/listenerRule:ListenerRule::route-portfolio-route-8080")["actions"]![0]!["forward"]!["targetGroups"]!.AsArray()
                .Select((group, index) => (Slot: index == 0 ? "blue" : "green", Weight: (int)group!["weight"]!)).ToDictionary(group => group.Slot, group => group.Weight),
            _ => Inputs(plan, "containerapp/app:App::portfolio")["ingress"]!["trafficWeights"]!.AsArray()
                .ToDictionary(revision => (string?)revision!["label"] ?? "blue", revision => (int)revision!["percentage"]!),
        };
        return $"{weights.GetValueOrDefault("blue")}/{weights.GetValueOrDefault("green")}";
    }

    private static JsonNode Inputs(JsonNode plan, string urn) =>
        plan["steps"]!.AsArray().Single(step => ((string)step!["urn"]!).EndsWith(urn, StringComparison.Ordinal))!["newState"]!["inputs"]!;
}
