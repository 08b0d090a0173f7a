namespace Slipway.Infra.Releases;

/// <summary>The two places a workload runs in: one version in each.</summary>
public static class Slots
{
    public const string Blue = "blue";

    public const string Green = "green";

    public static IReadOnlyList<string> Names { get; } = [Blue, Green];

    public static string Other(string slot) => slot == Blue ? Green : Blue;
}
