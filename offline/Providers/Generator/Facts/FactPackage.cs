namespace Slipway.Providers.Generator.Facts;

/// <summary>All that is known of a provider package.</summary>
internal sealed class FactPackage
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>Whether classes with the state of existing resources are written in full.</summary>
    public bool HasStates { get; set; }

    public Dictionary<string, string> Namespaces { get; } = new(StringComparer.Ordinal) { [""] = "" };

    public List<FactResource> Resources { get; } = [];

    public List<FactFunction> Functions { get; } = [];

    public List<FactObject> Objects { get; } = [];

    public List<FactEnum> Enums { get; } = [];
}

/// <summary>A property of a resource, a function or a nested type.</summary>
internal sealed record FactProperty(string Wire, string Name, FactType Type)
{
    public bool IsRequired { get; init; }

    public bool IsOptionalOutput { get; init; }

    public bool IsDeprecated { get; init; }

    public bool IsSecret { get; init; }

    public bool IsJson { get; init; }

    /// <summary>What it always is, as a C# literal.</summary>
    public string? Constant { get; init; }

    /// <summary>What it is when not given, as a C# literal.</summary>
    public string? Default { get; init; }
}

/// <summary>A resource or the provider itself.</summary>
internal sealed record FactResource(string Token, string Module, string Name, IReadOnlyList<FactProperty> Inputs, IReadOnlyList<FactProperty> Outputs)
{
    public bool IsProvider { get; init; }

    public bool HasState { get; init; }

    public IReadOnlyList<string> SecretOutputs { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A function of a provider.</summary>
internal sealed record FactFunction(string Token, string Module, string Name, IReadOnlyList<FactProperty> Inputs, IReadOnlyList<FactProperty> Outputs);

/// <summary>What a nested type is part of.</summary>
internal enum FactObjectKind
{
    ResourceInput,
    ResourceOutput,
    FunctionInput,
    FunctionOutput,
}

/// <summary>A nested type.</summary>
internal sealed record FactObject(FactObjectKind Kind, TypeName Name, IReadOnlyList<FactProperty> Properties);

/// <summary>An enumeration; values are C# literals.</summary>
internal sealed record FactEnum(TypeName Name, IReadOnlyList<(string Name, string Value)> Values)
{
    public bool IsText => Values.All(value => value.Value.StartsWith('"'));
}
