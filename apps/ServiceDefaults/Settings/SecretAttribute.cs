namespace Slipway.ServiceDefaults;

/// <summary>The value of this setting is never printed, not even to say that it is wrong.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
