using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi.Offline;
using Slipway.Cli.Live;
using Slipway.Cli.Releases;
using Slipway.Cli.Stacks;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Engine.State;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Tests.Support;

/// <summary>
/// Plays a stack that has releases: an update declares the states that its configuration holds, and records the version of what it
/// wrote from the files. The router and the instances do what was declared, unless told otherwise.
/// </summary>
internal sealed class ReleasingStack
{
    private readonly ImmutableSortedDictionary<string, JObject> _details;
    private ImmutableSortedDictionary<string, ReleaseState> _states;

    /// <param name="workloads">What the outputs tell of each workload besides its slots.</param>
    public ReleasingStack(params (string Workload, ReleaseState State, string Details)[] workloads)
    {
        _states = workloads.ToImmutableSortedDictionary(entry => entry.Workload, entry => entry.State, StringComparer.Ordinal);
        _details = workloads.ToImmutableSortedDictionary(entry => entry.Workload, entry => JObject.Parse(entry.Details), StringComparer.Ordinal);
    }

    /// <summary>At rest in blue with version v1.</summary>
    public static ReleaseState AtRest { get; } = new()
    {
        Slots = ImmutableSortedDictionary<string, SlotState>.Empty.Add(Slots.Blue, new SlotState { Weight = 100, IsKept = true, Version = "v1" }),
    };

    /// <summary>After a release: green with v2 is live, blue with v1 runs to go back to.</summary>
    public static ReleaseState Released { get; } = new()
    {
        Stable = Slots.Green,
        Slots = ImmutableSortedDictionary<string, SlotState>.Empty
            .Add(Slots.Blue, new SlotState { Weight = 0, IsKept = true, Version = "v1" })
            .Add(Slots.Green, new SlotState { Weight = 100, IsKept = true, Version = "v2" }),
    };

    /// <summary>The version the files describe.</summary>
    public string Current { get; set; } = "v2";

    /// <summary>Where the stack keeps its files; empty for a stack without local parts.</summary>
    public string Root { get; set; } = "";

    /// <summary>What each update declared: <c>shop baking: blue 0, green 100</c>.</summary>
    public List<string> Updates { get; } = [];

    /// <summary>Why an instance is down; empty while it runs.</summary>
    public Func<string, string, string> DownBecause { get; set; } = (_, _) => "";

    public ReleaseState this[string workload] => _states[workload];

    /// <summary>The command line over this stack, with times for people who wait for a test.</summary>
    public Cli Cli(string settings = "", string rollout = "bake: 3s")
    {
        var cli = new Cli { Releases = this };
        cli.Write("Pulumi.dev.yaml", $"config:\n  shop:rollout:\n    probeEvery: 1ms\n    warmUp: 50ms\n    {rollout}\n{settings}");
        cli.Live.Looking = () =>
        {
            cli.Clock.Advance(1);
            return Live;
        };
        cli.Live.Shares = workload => _states[workload].Slots.ToImmutableSortedDictionary(slot => slot.Key, slot => slot.Value.Weight, StringComparer.Ordinal);
        return cli;
    }

    public IStackOperations Open(SelectedStack stack) => new Operations(this, stack);

    private LiveStatus Live => new()
    {
        Services =
        [
            .. from state in _states
               from slot in state.Value.Slots.Keys
               let reason = DownBecause(state.Key, slot)
               select new LiveService { Name = $"{state.Key}-{slot}-api", Workload = state.Key, Slot = slot, State = reason.Length == 0 ? LiveState.Running : LiveState.Failed, Reason = reason },
        ],
    };

    private PropertyValue.Map Outputs(ImmutableSortedDictionary<string, ReleaseState> states)
    {
        var json = new JObject
        {
            ["releases"] = new JObject(states.Select(entry =>
            {
                var release = ReleaseJson.Write(entry.Value);
                release["current"] = Current;
                release.Merge(_details[entry.Key]);
                return new JProperty(entry.Key, release);
            })),
        };
        if (Root.Length > 0) json["live"] = new JObject { ["root"] = Root, ["user"] = "slipway", ["units"] = new JArray() };
        return (PropertyValue.Map)Value(json);
    }

    private ImmutableSortedDictionary<string, ReleaseState> Declared(SelectedStack stack)
    {
        var wanted = ReleaseConfiguration.Read(stack);
        return _states.ToImmutableSortedDictionary(entry => entry.Key, entry => Filled(entry.Key, wanted.GetValueOrDefault(entry.Key, entry.Value)), StringComparer.Ordinal);
    }

    private ReleaseState Filled(string workload, ReleaseState state) => state with
    {
        Slots = state.Slots.ToImmutableSortedDictionary(slot => slot.Key, slot => slot.Value.IsKept ? slot.Value : slot.Value with
        {
            Version = Current,
            Migrations = [.. (_details[workload]["migrations"] as JArray ?? []).Select(path => Path.GetFileName((string)path!))],
        }, StringComparer.Ordinal),
    };

    private static PropertyValue Value(JToken json) => json switch
    {
        JObject map => PropertyValue.Map.Of(map.Properties().Select(property => KeyValuePair.Create(property.Name, Value(property.Value)))),
        JArray list => new PropertyValue.List([.. list.Select(Value)]),
        JValue { Type: JTokenType.Integer } number => new PropertyValue.Number((double)number),
        JValue { Type: JTokenType.Boolean } flag => new PropertyValue.Bool((bool)flag),
        _ => new PropertyValue.Text((string)json!),
    };

    private sealed class Operations(ReleasingStack releases, SelectedStack stack) : IStackOperations
    {
        public Task<Plan> PreviewAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) =>
            Task.FromResult(new Plan { Stack = stack.Name, Steps = [Plans.Root, Plans.Still], Outputs = releases.Outputs(releases.Declared(stack)) });

        public Task<UpdateResult> UpAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken)
        {
            releases._states = releases.Declared(stack);
            releases.Updates.AddRange(releases._states.Select(entry =>
                $"{entry.Key} {ReleaseJson.NameOf(entry.Value.Phase)}: {string.Join(", ", entry.Value.Slots.Select(slot => $"{slot.Key} {slot.Value.Weight}"))}"));
            return Task.FromResult(new UpdateResult(true, approved.Steps, releases.Outputs(releases._states)));
        }

        public Task<PropertyValue.Map?> ReadOutputsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<PropertyValue.Map?>(releases._states.IsEmpty ? null : releases.Outputs(releases._states));

        public string Mask(string text) => text;

        public Task<Plan> PreviewDestroyAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) => throw Unplayed();

        public Task<UpdateResult> DestroyAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) => throw Unplayed();

        public Task<Plan> PreviewRefreshAsync(UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) => throw Unplayed();

        public Task<UpdateResult> RefreshAsync(Plan approved, UpdateOptions options, Action<EngineEvent> observe, CancellationToken cancellationToken) => throw Unplayed();

        public Task<ImmutableArray<PendingOperation>> ReadPendingAsync(CancellationToken cancellationToken) => throw Unplayed();

        public Task<string> ExportAsync(CancellationToken cancellationToken) => throw Unplayed();

        public Task ImportAsync(string json, bool force, CancellationToken cancellationToken) => throw Unplayed();

        public Task RemoveAsync(bool force, CancellationToken cancellationToken) => throw Unplayed();

        public Task<ImmutableArray<HistoryEntry>> ReadHistoryAsync(CancellationToken cancellationToken) => throw Unplayed();

        public Task SettleAsync(string urn, SettledOutcome outcome, string? id, CancellationToken cancellationToken) => throw Unplayed();

        private static NotSupportedException Unplayed() => new("No release does this.");
    }
}
