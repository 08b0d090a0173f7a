using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>Answers for an engine and its providers in unit tests.</summary>
public interface IMocks
{
    /// <summary>Gives the id and the output properties of a declared resource.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Gives the result of a function call.</summary>
    Task<object> CallAsync(MockCallArgs args);
}

/// <summary>A resource as mocks see it.</summary>
public sealed class MockResourceArgs
{
    /// <summary>The type token.</summary>
    public string? Type { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The input properties: secrets unwrapped, unknown ones left out.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The reference of an explicit provider; empty when there is none.</summary>
    public string? Provider { get; set; }

    /// <summary>The id of a resource that is imported or read; empty otherwise.</summary>
    public string? Id { get; set; }
}

/// <summary>A function call as mocks see it.</summary>
public sealed class MockCallArgs
{
    /// <summary>The function's token.</summary>
    public string? Token { get; set; }

    /// <summary>The arguments: secrets unwrapped, unknown ones left out.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The reference of an explicit provider; empty when there is none.</summary>
    public string? Provider { get; set; }
}

/// <summary>The surroundings of a unit test.</summary>
public sealed class TestOptions
{
    /// <summary>The project's name; <c>project</c> when not given.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The stack's name; <c>stack</c> when not given.</summary>
    public string? StackName { get; set; }

    /// <summary>The organization's name; <c>organization</c> when not given.</summary>
    public string? OrganizationName { get; set; }

    /// <summary>Whether the program runs as in a preview; it does when nothing is said.</summary>
    public bool? IsPreview { get; set; }
}
