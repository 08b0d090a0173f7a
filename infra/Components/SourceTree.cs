namespace Slipway.Infra.Components;

/// <summary>Files that something is built from.</summary>
/// <param name="Path">The project file or folder, absolute.</param>
/// <param name="Hash">Changes when any file that goes into the build does.</param>
public sealed record SourceTree(string Path, string Hash);
