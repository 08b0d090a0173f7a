using System.Collections.Immutable;

namespace Slipway.Cli.Alerts;

/// <summary>An alert that fires, as Alertmanager knows it.</summary>
public sealed record Alert
{
    public required string Name { get; init; }

    /// <summary><c>critical</c> or <c>warning</c>; empty for an alert that does not say.</summary>
    public required string Severity { get; init; }

    /// <summary>One sentence that says what is wrong.</summary>
    public required string Summary { get; init; }

    /// <summary>The page that says what to do.</summary>
    public required string Runbook { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>What it is about, besides its name and severity.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ids of silences that hold it back.</summary>
    public ImmutableArray<string> SilencedBy { get; init; } = [];

    /// <summary>Whether another alert explains it, so that nobody is told of it.</summary>
    public bool IsExplained { get; init; }

    /// <summary>Whether somebody is told of it.</summary>
    public bool IsTold => SilencedBy.IsEmpty && !IsExplained;
}
