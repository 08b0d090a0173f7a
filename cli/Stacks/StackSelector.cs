using Slipway.Cli.Projects;
using Slipway.Cli.Sessions;

namespace Slipway.Cli.Stacks;

/// <summary>Finds the project and reads the stack that <c>--stack</c> names.</summary>
public sealed class StackSelector(Session session, Platform platform)
{
    public Project FindProject() => Project.Find(session.WorkingDirectory, session.Environment("SLIPWAY_ROOT"));

    public SelectedStack Select(string name)
    {
        var project = FindProject();
        var passphrase = new Lazy<string>(() => Passphrase.Read(project, session.Environment));
        var reader = new StackConfigurationReader(project, (salt, cipher) => platform.Decrypt(passphrase.Value, salt, cipher));
        var configuration = reader.Read(name);
        return new SelectedStack(project, name, configuration, passphrase.Value);
    }
}
