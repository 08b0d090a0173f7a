namespace Slipway.Cli.Releases;

/// <summary>How a release ended.</summary>
/// <param name="ExitCode">Done, or rolled back, or failed where nobody knows better.</param>
/// <param name="Text">What is live now, and why.</param>
internal sealed record ReleaseResult(ExitCode ExitCode, string Text);
