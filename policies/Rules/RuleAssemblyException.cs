namespace Slipway.Policies.Rules;

/// <summary>An assembly with rules cannot be used; the message says why and what to do.</summary>
public sealed class RuleAssemblyException(string message, Exception? inner = null) : Exception(message, inner);
