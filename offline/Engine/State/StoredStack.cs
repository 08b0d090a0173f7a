namespace Slipway.Engine.State;

/// <summary>A stack found in a state folder.</summary>
/// <param name="Updated">When its state was last written.</param>
/// <param name="ResourceCount">Null when its state cannot be read.</param>
/// <param name="IsLocked">True while an update runs, or was interrupted and has left its lock.</param>
public sealed record StoredStack(string Project, string Stack, DateTimeOffset Updated, int? ResourceCount, bool IsLocked);
