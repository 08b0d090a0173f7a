namespace Slipway.Engine.State;

/// <summary>An operation that was begun and whose end is not known, because the process died meanwhile.</summary>
/// <param name="Kind">Pulumi's word: <c>creating</c>, <c>updating</c>, <c>deleting</c>, <c>reading</c> or <c>importing</c>.</param>
/// <param name="Resource">The resource as it would have become, or as it was before a deletion.</param>
public sealed record PendingOperation(string Kind, ResourceState Resource);
