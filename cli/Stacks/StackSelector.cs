using System.Collections.Immutable;
using Slipway.Cli.Projects;
using Slipway.Cli.Sessions;
using Slipway.Engine;
using Slipway.Engine.Secrets;

namespace Slipway.Cli.Stacks;

/// <summary>Finds the project and reads the stack that <c>--stack</c> names.</summary>
public sealed class StackSelector(Session session)
{
    // What a secret of the configuration is replaced with where nobody can read it: still a secret, still a text.
    private const string ClosedSecret = "[secret]";

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

    /// <summary>The stack for whoever has no passphrase: a secret of its configuration that cannot be read stays closed.</summary>
    public SelectedStack SelectWithoutSecrets(string name)
    {
        var project = FindProject();
        var passphrase = Passphrase.Read(project, session.Environment);
        PassphraseSecrets? secrets = null;
        var configuration = new StackConfigurationReader(project, Reveal).Read(name);
        return new SelectedStack(project, name, configuration, secrets ?? new PassphraseSecrets(passphrase, configuration.EncryptionSalt));

        string Reveal(string salt, string cipher)
        {
            try
            {
                return (secrets ??= new PassphraseSecrets(passphrase, salt)).Decrypt(cipher, salt);
            }
            catch (SecretsException)
            {
                return ClosedSecret;
            }
        }
    }

    /// <summary>The stack with every secret of its configuration closed; no key is made.</summary>
    public SelectedStack SelectClosed(string name)
    {
        var project = FindProject();
        return WithoutKey(project, name, new StackConfigurationReader(project, (_, _) => ClosedSecret).Read(name));
    }

    /// <summary>Refuses a stack that has no file, with those that have.</summary>
    public void RequireConfigured(string name) => SelectClosed(name);

    /// <summary>
    /// A stack of which only the state matters: it may have lost its configuration, and a passphrase is asked for when it is needed.
    /// </summary>
    public SelectedStack SelectState(string name)
    {
        var project = FindProject();
        var isStored = KnownStack.List(project).Any(stack => stack.Name == name && stack.Stored is not null);
        return isStored && !File.Exists(project.StackFile(name))
            ? WithoutKey(project, name, new StackConfiguration(ImmutableSortedDictionary<string, string>.Empty, [], null))
            : SelectClosed(name);
    }

    private SelectedStack WithoutKey(Project project, string name, StackConfiguration configuration) =>
        new(project, name, configuration, new PassphraseSecrets(Passphrase.Read(project, session.Environment), configuration.EncryptionSalt));
}
