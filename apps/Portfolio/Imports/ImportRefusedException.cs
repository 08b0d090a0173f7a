namespace Slipway.Portfolio.Imports;

/// <summary>The file as a whole is not usable; nothing of it was stored.</summary>
public sealed class ImportRefusedException(string message) : Exception(message);
