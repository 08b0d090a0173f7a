namespace Slipway.Downloads.Storage;

/// <summary>The object store did not answer, or refused. Worth another try later.</summary>
public sealed class StorageException(string message, Exception inner) : Exception(message, inner);
