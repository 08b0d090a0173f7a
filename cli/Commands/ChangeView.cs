namespace Slipway.Cli.Commands;

/// <summary>How a change is asked about and shown.</summary>
internal sealed record ChangeView(bool Yes, bool Diff, bool Verbose, bool Json);
