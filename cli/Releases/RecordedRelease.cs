using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Pulumi.Offline;
using Slipway.Cli.Screens;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Cli.Releases;

/// <summary>One workload as the stack's output <c>releases</c> tells: its slots, and what a release of it needs to know.</summary>
internal sealed record RecordedRelease
{
    public required ReleaseState State { get; init; }

    /// <summary>The version that the files described at the last update.</summary>
    public string Current { get; init; } = "";

    /// <summary>Whether requests reach it by a way that can be divided: a route, or a door for others of the stack.</summary>
    public bool IsRouted { get; init; }

    /// <summary>Whether Prometheus has figures of it.</summary>
    public bool HasFigures { get; init; }

    /// <summary>Why a new version takes the place of the old one; null where it does not.</summary>
    public string? Recreated { get; init; }

    public ImmutableSortedDictionary<string, ImmutableArray<string>> Addresses { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public ImmutableArray<string> Streams { get; init; } = [];

    public ImmutableArray<SmokeTest> Smoke { get; init; } = [];

    /// <summary>Paths of the migrations that the files come with.</summary>
    public ImmutableArray<string> Migrations { get; init; } = [];

    /// <summary>Whether the files describe another version than the one that is live, and nobody took that one back.</summary>
    public bool IsOutdated => Recreated is null && !State.IsUnderWay && State.StableSlot.Version is { } live && live != Current && State.TakenBack != Current;

    private static ImmutableSortedDictionary<string, RecordedRelease> Empty { get; } = ImmutableSortedDictionary.Create<string, RecordedRelease>(StringComparer.Ordinal);

    /// <summary>Every workload that has slots; empty before the first update.</summary>
    public static ImmutableSortedDictionary<string, RecordedRelease> ReadAll(PropertyValue.Map? outputs) =>
        outputs?["releases"]?.WithoutSecrets() is PropertyValue.Map releases ? ReadAll(JObject.Parse(Json.Text(releases, showSecrets: false))) : Empty;

    /// <param name="releases">The output <c>releases</c>.</param>
    /// <exception cref="UserException">It is of another form.</exception>
    public static ImmutableSortedDictionary<string, RecordedRelease> ReadAll(JObject releases)
    {
        var all = Empty.ToBuilder();
        var problems = new List<string>();
        var states = ReleaseJson.Read(releases.ToString(Newtonsoft.Json.Formatting.None), problems.Add);
        if (problems.Count > 0) throw new UserException($"the output 'releases' cannot be read: {string.Join("; ", problems)}. It was written by another version of slipway.", ExitCode.Failed);
        foreach (var (workload, state) in states) all[workload] = Read(state, (JObject)releases[workload]!);
        return all.ToImmutable();
    }

    /// <summary>The states as the next update takes them: what was declared once stays as it runs.</summary>
    public static ImmutableSortedDictionary<string, ReleaseState> StatesOf(IEnumerable<KeyValuePair<string, RecordedRelease>> recorded) =>
        recorded.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.Kept(), StringComparer.Ordinal);

    private ReleaseState Kept() => Recreated is not null ? State : State with
    {
        Slots = State.Slots.ToImmutableSortedDictionary(slot => slot.Key, slot => slot.Value with { IsKept = slot.Value.IsKept || slot.Value.Version is not null }, StringComparer.Ordinal),
    };

    private static RecordedRelease Read(ReleaseState state, JObject json) => new()
    {
        State = state,
        Current = (string?)json["current"] ?? "",
        IsRouted = (bool?)json["routed"] ?? false,
        HasFigures = (bool?)json["figures"] ?? false,
        Recreated = (string?)json["recreated"],
        Addresses = (json["addresses"] as JObject ?? []).Properties().ToImmutableSortedDictionary(slot => slot.Name, slot => Texts(slot.Value), StringComparer.Ordinal),
        Streams = Texts(json["streams"]),
        Smoke = [.. Texts(json["smoke"]).SelectMany(line => SmokeTest.Parse(line, _ => { }))],
        Migrations = Texts(json["migrations"]),
    };

    private static ImmutableArray<string> Texts(JToken? list) => [.. (list as JArray ?? []).Select(text => (string)text!)];
}
