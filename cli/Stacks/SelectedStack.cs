using Slipway.Cli.Projects;
using Slipway.Engine.Secrets;

namespace Slipway.Cli.Stacks;

/// <summary>The stack a command is about: its project, name and configuration, and the key to its secrets.</summary>
public sealed record SelectedStack(Project Project, string Name, StackConfiguration Configuration, ISecretsManager Secrets)
{
    /// <summary>A state to compare with in place of the stored one; nothing is applied then.</summary>
    public string? StateFile { get; init; }

    /// <summary>Where the target keeps data, units and logs of this stack.</summary>
    public string Folder => Path.Combine(Project.StateFolder, Name);

    /// <summary>Where the engine keeps what it made.</summary>
    public string StateFolder => Path.Combine(Project.StateFolder, "state");

    /// <summary>A value of the project's own configuration: <c>Setting("target")</c>.</summary>
    public string? Setting(string name) => Configuration.Values.GetValueOrDefault($"{Project.Name}:{name}");
}
