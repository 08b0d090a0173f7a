namespace Slipway.Engine;

/// <summary>Something the user can put right; the message says what, with which value, and what to do next.</summary>
public class EngineException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The plan no longer fits: while applying, the program or the state differed from what was approved.</summary>
public sealed class PlanChangedException(string message) : EngineException(message);

/// <summary>Another update holds the stack.</summary>
public sealed class StackLockedException(string message) : EngineException(message);

/// <summary>An earlier run died during an operation, and nobody but a person can tell how far it came; nothing was done.</summary>
public sealed class UnsettledOperationException(string message) : EngineException(message);

/// <summary>The stored state cannot be used as it is; nothing was overwritten.</summary>
public sealed class StateException(string message, Exception? inner = null) : EngineException(message, inner);

/// <summary>A secret could not be encrypted or decrypted.</summary>
public sealed class SecretsException(string message, Exception? inner = null) : EngineException(message, inner);

/// <summary>A provider could not do what was asked.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : EngineException(message, inner);
