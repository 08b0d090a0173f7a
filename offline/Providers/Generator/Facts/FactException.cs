namespace Slipway.Providers.Generator.Facts;

/// <summary>Facts that cannot be turned into classes.</summary>
internal sealed class FactException(string message) : Exception(message);
