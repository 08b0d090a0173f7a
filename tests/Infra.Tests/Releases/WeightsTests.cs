using System.Collections.Immutable;
using Infra.Tests.Aws;
using Infra.Tests.Azure;
using Infra.Tests.Kubernetes;
using Pulumi;
using Pulumi.Testing;
using Slipway.Infra.Components.Local;
using Slipway.Infra.Releases;
using Slipway.Infra.Stacks;
using Slipway.Infra.Workloads;

namespace Infra.Tests.Releases;

/// <summary>Every target moves the traffic that a step of a release says, from the same setting.</summary>
public sealed class WeightsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly ReleaseState First = new()
    {
        Slots = ImmutableSortedDictionary<string, SlotState>.Empty.Add(Slots.Blue, new SlotState { Weight = 100, Version = "r1" }),
    };

    private static readonly ReleaseState Started = Named(First.Start(Noon), "r2");

    private static readonly ReleaseState Released = Started.Shift(100, Noon).Finish(keepsOld: true);

    // From green back into blue.
    private static readonly ReleaseState Next = Named(Released.Start(Noon), "r3");

    /// <summary>Every step of a release, every way back, and the release after it, with the share of each slot.</summary>
    public static TheoryData<string, int, int> Steps => new()
    {
        { Setting(First), 100, 0 },
        { Setting(Started), 100, 0 },
        { Setting(Started.Shift(10, Noon)), 90, 10 },
        { Setting(Started.Shift(50, Noon)), 50, 50 },
        { Setting(Started.Shift(100, Noon)), 0, 100 },
        { Setting(Released), 0, 100 },
        { Setting(Started.Shift(50, Noon).Return("40 % of its requests fail", Noon)), 100, 0 },
        { Setting(Started.Shift(100, Noon).Return("40 % of its requests fail", Noon)), 100, 0 },
        { Setting(Started.Shift(100, Noon).Return("40 % of its requests fail", Noon).Clear()), 100, 0 },
        { Setting(Released.RollBack("rolled back by hand")), 100, 0 },
        { Setting(Next), 0, 100 },
        { Setting(Next.Shift(10, Noon)), 10, 90 },
        { Setting(Next.Shift(100, Noon)), 100, 0 },
        { Setting(Next.Shift(10, Noon).Return("40 % of its requests fail", Noon)), 0, 100 },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Kubernetes_weighs_the_services_of_the_slots(string releases, int blue, int green)
    {
        var cluster = await Cluster.DeclareAsync([("releases", releases)], Kubernetes.Scores.All);

        Assert.Equal(
            Running(releases, blue, green).Select(slot => $"shop-{slot.Name} {slot.Share}"),
            cluster["route-shop-root-http"].SelectTokens("spec.rules[0].backendRefs[*]").Select(backend => $"{backend["name"]} {backend["weight"]}"));
        foreach (var (slot, _) in Running(releases, blue, green))
        {
            Assert.Equal(2, (int)cluster[$"shop-{slot}-deployment"]["spec"]!["replicas"]!);
            Assert.Equal(2, (int)cluster[$"shop-{slot}-scaler"]["spec"]!["minReplicas"]!);
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Aws_weighs_the_target_groups_of_the_slots_and_the_name_inside(string releases, int blue, int green)
    {
        var stack = await AwsStack.DeclareAsync(("releases", releases));

        var groups = stack.One("lb/listenerRule", "route-shop-route-8080").List("actions").Map(0).Map("forward").List("targetGroups");
        Assert.Equal([$"arn-of-shop-8080-blue {blue}", $"arn-of-shop-8080-green {green}"], Enumerable.Range(0, 2).Select(index => $"{groups.Map(index)["arn"]} {groups.Map(index)["weight"]}"));
        Assert.Equal([blue, green], stack.All("route53/record").Where(record => record.Inputs.ContainsKey("weightedRoutingPolicies")).Select(record => Convert.ToInt32(record.List("weightedRoutingPolicies").Map(0)["weight"])));
        foreach (var (slot, _) in Running(releases, blue, green))
        {
            Assert.Equal(2, stack.One("ecs/service", $"shop-{slot}").Number("desiredCount"));
            Assert.Equal(2, stack.One("appautoscaling/target", $"shop-{slot}").Number("minCapacity"));
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Azure_weighs_the_revisions_of_the_slots(string releases, int blue, int green)
    {
        var app = (await AzureStack.DeclareAsync([("releases", releases)], AzureStack.Shop)).App("shop");

        Assert.Equal(
            Running(releases, blue, green).Select(slot => $"{slot.Name} {Read(releases).Slots[slot.Name].Version} {slot.Share}"),
            app.MapsAt("ingress.trafficWeights").Select(weight => $"{weight["label"]} {weight["revisionSuffix"]} {weight["percentage"]}"));
        // Revisions stay as they were made; this is the least of the one that is written.
        Assert.Equal(2, Convert.ToInt32(app.At("template.minReplicas")));
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

        var declared = await StackProgram.DeclareAsync(Docker.Scores.SettingsWith(("releases", releases)), Twice(Docker.Scores.Shop));

        Assert.Equal(["traffic", "/traffic/shop", green.ToString()], ((ImmutableArray<object>)declared["shop.traffic"].Inputs["command"]).Select(word => (string)word));
        foreach (var (slot, _) in Running(releases, blue, green))
            Assert.All(["-1", "-2"], instance => Assert.Contains($"{(slot == Slots.Blue ? "shop" : "shop-green")}-api{instance}", declared.Keys));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Local_writes_the_share_of_the_second_slot_for_nginx_to_find_and_every_instance_has_its_port(string releases, int blue, int green)
    {
        Assert.Equal(100, blue + green);

        var declared = await DeclareLocallyAsync(Read(releases), Twice(Local.Scores.Shop));

        Assert.Equal($"{green}", declared["shop-traffic"].Variable("SHARE"));
        var nginx = declared["edge-configuration"].Text("stdin");
        foreach (var (slot, _) in Running(releases, blue, green))
            AssertServed(declared, nginx, slot, instances: 2);
    }

    [Fact]
    public async Task Local_keeps_as_many_instances_of_the_live_version_as_that_one_asked_for_when_the_new_one_asks_for_fewer()
    {
        var kept = Started.Slots[Slots.Blue] with { Ports = Enumerable.Range(0, 3).ToImmutableSortedDictionary(instance => $"shop/blue/http{(instance == 0 ? "" : $"/{instance + 1}")}", instance => 19050 + instance, StringComparer.Ordinal) };
        foreach (var share in (int[])[0, 10, 100])
        {
            var state = Started with { Slots = Started.Slots.SetItem(Slots.Blue, kept) };

            var declared = await DeclareLocallyAsync(state.Shift(share, Noon), Twice(Local.Scores.Shop), kept: Times(3, Local.Scores.Shop));

            Assert.Equal(["19050", "19051", "19052"], AssertServed(declared, declared["edge-configuration"].Text("stdin"), Slots.Blue, instances: 3));
            AssertServed(declared, declared["edge-configuration"].Text("stdin"), Slots.Green, instances: 2);
        }
    }

    private static string Twice(string score) => Times(2, score);

    private static string Times(int replicas, string score) => score.Replace("slipway.dev/metrics", $"slipway.dev/replicas: \"{replicas}\"\n    slipway.dev/metrics");

    private static List<string> AssertServed(IReadOnlyDictionary<string, MockResourceArgs> declared, string nginx, string slot, int instances)
    {
        var upstream = nginx.Split("upstream shop_").Single(part => part.Split(' ')[0].EndsWith($"_{slot}", StringComparison.Ordinal)).Split('}')[0];
        var ports = upstream.Split("server 127.0.0.1:").Skip(1).Select(server => server.Split(';')[0]).ToList();
        Assert.Equal(instances, ports.Distinct().Count());
        Assert.Equal(Enumerable.Range(1, instances).Select(instance => $"shop-{slot}-api-{instance}"), declared.Keys.Where(name => name.StartsWith($"shop-{slot}-api-", StringComparison.Ordinal)).Order());
        return ports;
    }

    private static Task<IReadOnlyDictionary<string, MockResourceArgs>> DeclareLocallyAsync(ReleaseState state, string score, string? kept = null) => Declared.ByAsync(() =>
    {
        var catalog = WorkloadCatalog.Create([WorkloadReader.Parse(score, "apps/shop/score.yaml")]);
        var environment = new Dictionary<string, Output<string>> { ["MODE"] = Output.Create("test") };
        Platform.Declare(catalog, new LocalTarget(catalog, Local.Scores.Settings(catalog, environment) with
        {
            Releases = ImmutableSortedDictionary<string, ReleaseState>.Empty.Add("shop", state),
            Kept = Slots.Names.ToDictionary(slot => ("shop", slot), _ => WorkloadReader.Parse(kept ?? score, "apps/shop/score.yaml")),
        }), environment);
    });

    // A slot that does not run has nothing to weigh.
    private static IEnumerable<(string Name, int Share)> Running(string releases, int blue, int green) =>
        Read(releases).Slots.Keys.Select(slot => (slot, slot == Slots.Blue ? blue : green));

    private static ReleaseState Read(string releases) => ReleaseJson.Read(releases, problem => Assert.Fail(problem))["shop"];

    private static ReleaseState Named(ReleaseState state, string version) =>
        state with { Slots = state.Slots.SetItem(state.Candidate, state.Slots[state.Candidate] with { Version = version }) };

    private static string Setting(ReleaseState state) => ReleaseJson.Write([KeyValuePair.Create("shop", state)]).ToString(Newtonsoft.Json.Formatting.None);
}
