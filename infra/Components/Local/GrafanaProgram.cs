namespace Slipway.Infra.Components.Local;

/// <summary>An installed Grafana: the program and the folder of its own files.</summary>
public sealed record GrafanaProgram(string Path, string Home);
