using System.Collections.Immutable;

namespace Pulumi.Offline;

/// <summary>
/// What a running program talks to: the engine, or the mocks of a unit test. Calls come from many
/// tasks at once; each is answered when the resource it speaks of has been dealt with.
/// </summary>
public interface IResourceMonitor
{
    /// <summary>Declares a resource. Answered after it was planned (in a dry run) or made.</summary>
    /// <exception cref="ResourceFailedException">The resource could not be made, or one it needs could not.</exception>
    Task<RegisteredResource> RegisterAsync(ResourceRegistration registration, CancellationToken cancellationToken);

    /// <summary>Looks up an existing resource by id; the engine records it but never changes it.</summary>
    Task<RegisteredResource> ReadAsync(ResourceRead read, CancellationToken cancellationToken);

    /// <summary>Says what a component, or the stack itself, gives as outputs; also marks it complete.</summary>
    Task RegisterOutputsAsync(string urn, PropertyValue.Map outputs, CancellationToken cancellationToken);

    /// <summary>Calls a provider's function.</summary>
    Task<PropertyValue.Map> InvokeAsync(FunctionCall call, CancellationToken cancellationToken);

    /// <summary>A message of the program, about a resource when <paramref name="urn"/> is given.</summary>
    void Log(LogSeverity severity, string message, string? urn, bool ephemeral);
}

public enum LogSeverity
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>One resource as the program wants it. Lists are empty rather than null where nothing was said.</summary>
public sealed record ResourceRegistration
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>True for a resource a provider makes, false for a component.</summary>
    public required bool Custom { get; init; }

    /// <summary>URN of the parent; null only for the stack itself.</summary>
    public string? Parent { get; init; }

    public PropertyValue.Map Inputs { get; init; } = PropertyValue.Map.Empty;

    /// <summary>Per input, the URNs its value came from; every set input has an entry.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>URNs this resource must come after: dependsOn and property dependencies, sorted.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>Reference (<c>urn::id</c>) of an explicit provider.</summary>
    public string? Provider { get; init; }

    /// <summary>For components: package name to provider reference, handed on to children.</summary>
    public ImmutableSortedDictionary<string, string> Providers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public bool? Protect { get; init; }

    public bool? DeleteBeforeReplace { get; init; }

    public bool? RetainOnDelete { get; init; }

    public string? DeletedWith { get; init; }

    public string? ImportId { get; init; }

    public string? Version { get; init; }

    public string? PluginDownloadUrl { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    public ImmutableArray<ResourceAlias> Aliases { get; init; } = [];

    public ResourceTimeouts Timeouts { get; init; } = ResourceTimeouts.None;

    /// <summary>File and line of the program that declared it, when known: <c>Stacks/PlatformStack.cs:40</c>.</summary>
    public string? SourcePosition { get; init; }
}

/// <summary>An earlier identity: either a whole URN, or the parts that differ from the resource's own.</summary>
public sealed record ResourceAlias(string? Urn, string? Name, string? Type, string? Project, string? Stack, string? Parent, bool NoParent);

public sealed record ResourceTimeouts(TimeSpan? Create, TimeSpan? Update, TimeSpan? Delete)
{
    public static ResourceTimeouts None { get; } = new(null, null, null);
}

public sealed record ResourceRead
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string Id { get; init; }

    public string? Parent { get; init; }

    /// <summary>Properties that help the provider find it.</summary>
    public PropertyValue.Map Properties { get; init; } = PropertyValue.Map.Empty;

    public ImmutableArray<string> Dependencies { get; init; } = [];

    public string? Provider { get; init; }

    public string? Version { get; init; }

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    public ImmutableArray<ResourceAlias> Aliases { get; init; } = [];
}

/// <summary>
/// What became of a registration. <paramref name="Id"/> is null for components and while unknown.
/// In a dry run <paramref name="Outputs"/> may hold unknowns, and a property that is missing from them is unknown;
/// otherwise a missing property is null. Output properties keep their secret wrappers.
/// </summary>
public sealed record RegisteredResource(string Urn, string? Id, PropertyValue.Map Outputs)
{
    /// <summary>True for a new resource outside an update's targets: it was not made, so that its id and outputs are unknown.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>Per output, URNs it depends on beyond the resource itself.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
}

/// <summary>A function call of a provider (an invoke), or a method call on a resource.</summary>
public sealed record FunctionCall
{
    public required string Token { get; init; }

    public PropertyValue.Map Arguments { get; init; } = PropertyValue.Map.Empty;

    public string? Provider { get; init; }

    public string? Version { get; init; }

    public bool IsMethod { get; init; }
}

/// <summary>A resource did not come about; the reason has been reported where it arose.</summary>
public sealed class ResourceFailedException(string message, Exception? inner = null) : Exception(message, inner);
