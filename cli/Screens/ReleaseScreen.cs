using System.Collections.Immutable;
using System.Text.Json;
using Slipway.Infra.Releases;

namespace Slipway.Cli.Screens;

/// <summary>One workload's slots.</summary>
/// <param name="Shares">How the running router divides its requests; null where it was not asked or does not.</param>
internal sealed record ShownRelease(string Workload, ReleaseState State, ImmutableSortedDictionary<string, int>? Shares)
{
    /// <summary>Whether the router does something else than was recorded.</summary>
    public bool Disagrees => Shares is not null && State.Slots.Any(slot => Shares.GetValueOrDefault(slot.Key) != slot.Value.Weight);

    public int ShareOf(string slot) => Shares?.GetValueOrDefault(slot) ?? State.Slots[slot].Weight;
}

/// <summary>Slots, versions and traffic as a small picture.</summary>
internal static class ReleaseScreen
{
    private const int Bar = 20;

    public static IEnumerable<Line> Lines(string stack, IReadOnlyCollection<ShownRelease> releases)
    {
        if (releases.Count == 0)
        {
            yield return new Line($"Stack {stack} has no workload with slots yet.");
            yield break;
        }

        foreach (var release in releases)
        {
            var state = release.State;
            yield return new Line().Add(release.Workload, Styles.Strong).Add($"  {(state.IsUnderWay ? $"{ReleaseJson.NameOf(state.Phase)} since {state.Since:HH:mm:ss} UTC" : "at rest")}", state.IsUnderWay ? Styles.Warning : Styles.Faint);
            foreach (var (name, slot) in state.Slots)
            {
                var share = release.ShareOf(name);
                yield return new Line().Add($"  {name}").PadTo(9).Add(slot.Version ?? "-", Styles.Faint).PadTo(24)
                    .Add(new string('█', share * Bar / 100), Styles.Good).Add(new string('·', Bar - (share * Bar / 100)), Styles.Faint)
                    .Add($" {share,3} %").Add($"  {Word(state, name, share)}", Styles.Faint);
            }

            if (state.TakenBack is { } back) yield return new Line().Add($"  {back} was taken back: {state.Reason}", Styles.Warning);
            if (release.Disagrees) yield return new Line().Add("  the router does not do what was recorded: `slipway up` mends it", Styles.Bad);
        }
    }

    public static void Write(Utf8JsonWriter json, string stack, IEnumerable<ShownRelease> releases)
    {
        json.WriteString("stack", stack);
        json.List("releases", releases, release =>
        {
            json.WriteStartObject();
            json.WriteString("workload", release.Workload);
            json.WriteString("phase", ReleaseJson.NameOf(release.State.Phase));
            if (release.State.Since is { } since) json.WriteString("since", since);
            json.WriteString("stable", release.State.Stable);
            if (release.State.TakenBack is { } back) json.WriteString("takenBack", back);
            if (release.State.Reason is { } reason) json.WriteString("reason", reason);
            json.WriteBoolean("readFromRouter", release.Shares is not null);
            json.List("slots", release.State.Slots, slot =>
            {
                json.WriteStartObject();
                json.WriteString("slot", slot.Key);
                if (slot.Value.Version is { } version) json.WriteString("version", version);
                json.WriteNumber("share", release.ShareOf(slot.Key));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
    }

    private static string Word(ReleaseState state, string slot, int share) => (slot == state.Stable, share) switch
    {
        (true, 100) => "live",
        (true, 0) => "kept to go back to",
        (true, _) => "the version before",
        (false, 0) when state.IsUnderWay => "new, without traffic",
        (false, 0) => "kept to go back to",
        (false, _) => "new",
    };
}
