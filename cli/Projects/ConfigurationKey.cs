namespace Slipway.Cli.Projects;

/// <summary>Names of configuration values: <c>namespace:name</c>, the project's own namespace where none is given.</summary>
internal static class ConfigurationKey
{
    /// <summary>Null for what is no such name.</summary>
    public static string? Full(string project, string? name) => name?.Split(':') switch
    {
        [{ Length: > 0 }] => $"{project}:{name}",
        [{ Length: > 0 }, { Length: > 0 }] => name,
        [{ Length: > 0 } space, "config", { Length: > 0 } key] => $"{space}:{key}",
        _ => null,
    };
}
