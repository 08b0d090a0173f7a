namespace Slipway.Policies.Reports;

/// <summary>Where the component that made a resource is written.</summary>
/// <param name="File">Relative to the repository, with slashes.</param>
/// <param name="Line">Counted from 1.</param>
public sealed record SourceLocation(string File, int Line);
