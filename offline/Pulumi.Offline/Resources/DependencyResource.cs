namespace Pulumi;

/// <summary>A resource of which only the URN is known: values can come from it.</summary>
internal sealed class DependencyResource(string urn) : CustomResource(urn);
