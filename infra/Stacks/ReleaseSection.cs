using System.Collections.Immutable;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Stacks;

/// <summary>The states of releases, <c>slipway:releases</c>, and how an environment releases, <c>slipway:rollout</c>; every target has both.</summary>
public static class ReleaseSection
{
    public static ImmutableSortedDictionary<string, ReleaseState> ReadStates(SettingsReader reader) =>
        reader.Json("releases") is { } text
            ? ReleaseJson.Read(text, problem => reader.Problem($"slipway:releases{problem}"))
            : ImmutableSortedDictionary<string, ReleaseState>.Empty;

    /// <summary>The versions that slots are kept at, by workload and slot.</summary>
    public static ImmutableDictionary<(string Workload, string Slot), Workload> ReadVersions(
        SettingsReader reader, ImmutableSortedDictionary<string, ReleaseState> states)
    {
        var versions = ImmutableDictionary.CreateBuilder<(string, string), Workload>();
        foreach (var (workload, state) in states)
        {
            foreach (var (slot, kept) in state.Slots.Where(slot => slot.Value is { IsKept: true, Description: not null }))
            {
                try
                {
                    versions[(workload, slot)] = WorkloadReader.ParseDescription(kept.Description!, $"{workload} {kept.Version}");
                }
                catch (WorkloadException exception)
                {
                    reader.Problem($"slipway:releases.{workload}.slots.{slot}.description cannot be read any more: {exception.Message}");
                }
            }
        }
        return versions.ToImmutable();
    }

    public static ReleaseSettings ReadSettings(SettingsReader reader) =>
        reader.Json(RolloutSettings.Key) is { } text ? RolloutSettings.Read(text, problem => reader.Problem($"slipway:{problem}")) : new ReleaseSettings();
}
