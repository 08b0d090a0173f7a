using System.Collections.Immutable;
using Infra.Tests.Aws;
using Infra.Tests.Azure;
using Infra.Tests.Kubernetes;
using Slipway.Infra.Releases;

namespace Infra.Tests.Releases;

/// <summary>Every target moves the traffic that a step of a release says, from the same setting.</summary>
public sealed class WeightsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly ReleaseState First = new()
    {
        Slots = ImmutableSortedDictionary<string, SlotState>.Empty.Add(Slots.Blue, new SlotState { Weight = 100, Version = "r1" }),
    };

    private static readonly ReleaseState Started = Named(First.Start(Noon));

    public static TheoryData<string, int, int> Steps => new()
    {
        { Setting(Started), 100, 0 },
        { Setting(Started.Shift(10, Noon)), 90, 10 },
        { Setting(Started.Shift(50, Noon)), 50, 50 },
        { Setting(Started.Shift(100, Noon)), 0, 100 },
        { Setting(Started.Shift(100, Noon).Finish(keepsOld: true)), 0, 100 },
        { Setting(Started.Shift(50, Noon).Return("40 % of its requests fail", Noon)), 100, 0 },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Kubernetes_weighs_the_services_of_the_slots(string releases, int blue, int green)
    {
        var cluster = await Cluster.DeclareAsync([("releases", releases)], Kubernetes.Scores.All);

        Assert.Equal(
            [$"shop-blue {blue}", $"shop-green {green}"],
            cluster["route-shop-root-http"].SelectTokens("spec.rules[0].backendRefs[*]").Select(backend => $"{backend["name"]} {backend["weight"]}"));
        Assert.Equal(2, (int)cluster["shop-blue-deployment"]["spec"]!["replicas"]!);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Aws_weighs_the_target_groups_of_the_slots_and_the_name_inside(string releases, int blue, int green)
    {
        var stack = await AwsStack.DeclareAsync(("releases", releases));

        var groups = stack.One("lb/listenerRule", "route-shop-route-8080").List("actions").Map(0).Map("forward").List("targetGroups");
        Assert.Equal([$"arn-of-shop-8080-blue {blue}", $"arn-of-shop-8080-green {green}"], Enumerable.Range(0, 2).Select(index => $"{groups.Map(index)["arn"]} {groups.Map(index)["weight"]}"));
        Assert.Equal([blue, green], stack.All("route53/record").Where(record => record.Inputs.ContainsKey("weightedRoutingPolicies")).Select(record => Convert.ToInt32(record.List("weightedRoutingPolicies").Map(0)["weight"])));
        Assert.All(["shop-blue", "shop-green"], name => Assert.Equal(2, stack.One("appautoscaling/target", name).Number("minCapacity")));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Azure_weighs_the_revisions_of_the_slots(string releases, int blue, int green)
    {
        var app = (await AzureStack.DeclareAsync([("releases", releases)], AzureStack.Shop)).App("shop");

        Assert.Equal(
            [$"blue r1 {blue}", $"green r2 {green}"],
            app.MapsAt("ingress.trafficWeights").Select(weight => $"{weight["label"]} {weight["revisionSuffix"]} {weight["percentage"]}"));
    }

    [Fact]
    public async Task Azure_refuses_a_slot_whose_revision_has_no_name()
    {
        var message = await AzureStack.RefusalAsync([("releases", """{"shop":{"slots":{"blue":{"weight":100}}}}""")], AzureStack.Shop);

        Assert.Contains("slipway:releases.shop.slots.blue.version is '', expected the suffix of its revision", message);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Docker_writes_the_share_of_the_second_slot_for_nginx_to_find(string releases, int blue, int green)
    {
        Assert.Equal(100, blue + green);

        var declared = await StackProgram.DeclareAsync(Docker.Scores.SettingsWith(("releases", releases)), Docker.Scores.Shop);

        Assert.Equal(["traffic", "/traffic/shop", green.ToString()], ((ImmutableArray<object>)declared["shop.traffic"].Inputs["command"]).Select(word => (string)word));
    }

    private static ReleaseState Named(ReleaseState state) =>
        state with { Slots = state.Slots.SetItem(Slots.Green, state.Slots[Slots.Green] with { Version = "r2" }) };

    private static string Setting(ReleaseState state) => ReleaseJson.Write([KeyValuePair.Create("shop", state)]).ToString(Newtonsoft.Json.Formatting.None);
}
