using Slipway.Cli.Projects;
using Slipway.Cli.Sessions;
using Slipway.Engine.Secrets;

namespace Slipway.Cli.Stacks;

/// <summary>Finds the project and reads the stack that <c>--stack</c> names.</summary>
public sealed class StackSelector(Session session)
{
    public Project FindProject() => Project.Find(session.WorkingDirectory, session.Environment("SLIPWAY_ROOT"));

    public SelectedStack Select(string name)
    {
        var project = FindProject();
        var passphrase = Passphrase.Read(project, session.Environment);

        // One manager for configuration and state: making a key from a passphrase takes long.
        PassphraseSecrets? secrets = null;
        var reader = new StackConfigurationReader(project, (salt, cipher) => (secrets ??= new PassphraseSecrets(passphrase, salt)).Decrypt(cipher, salt));
        var configuration = reader.Read(name);
        return new SelectedStack(project, name, configuration, secrets ?? new PassphraseSecrets(passphrase, configuration.EncryptionSalt));
    }
}
