using System.Collections.Immutable;
using Slipway.Engine.Secrets;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Cli.Projects;

/// <summary>Writes <c>Pulumi.&lt;stack&gt;.yaml</c>, value by value.</summary>
internal sealed class StackFile(Project project, string stack)
{
    private readonly string _path = project.StackFile(stack);

    /// <param name="path">The full key, and the way within its value.</param>
    public void Set(ImmutableArray<object> path, YamlNode value) => Edit((text, root) => YamlEdit.Set(text, InFile(root, path), value));

    /// <param name="passphrase">What the key to the stack's secrets is made from.</param>
    public void SetSecret(ImmutableArray<object> path, string plain, string passphrase) => Edit((text, root) =>
    {
        var salt = (root["encryptionsalt"] as YamlScalarNode)?.Value;
        var secrets = new PassphraseSecrets(passphrase, salt);
        if (salt is null)
        {
            salt = secrets.NewSalt();
            text = YamlEdit.SetFirst(text, "encryptionsalt", YamlLines.Text(salt));
        }

        var value = new YamlMappingNode(KeyValuePair.Create<YamlNode, YamlNode>("secure", YamlLines.Text(secrets.Encrypt(plain, salt))));
        return YamlEdit.Set(text, InFile(root, path), value);
    });

    /// <returns>False when there is no such value.</returns>
    public bool Remove(ImmutableArray<object> path)
    {
        var found = false;
        Edit((text, root) =>
        {
            var inFile = InFile(root, path);
            found = YamlEdit.Find(root["config"], inFile.Skip(1)) is not null;
            return found ? YamlEdit.Remove(text, inFile) : text;
        });
        return found;
    }

    private void Edit(Func<string, ConfigurationFile, string> change)
    {
        var problems = new ConfigurationProblems(Path.GetFileName(_path));
        var root = ConfigurationFile.Load(_path, problems);
        problems.ThrowIfAny();
        var before = File.ReadAllText(_path);
        var after = change(before, root!);
        if (after != before) WholeFile.Replace(_path, after);
    }

    // The file may name the value without its namespace, or in the older form with `config` between.
    private ImmutableArray<object> InFile(ConfigurationFile root, ImmutableArray<object> path)
    {
        var written = (root["config"] as YamlMappingNode)?.Children.Keys.OfType<YamlScalarNode>()
            .FirstOrDefault(key => ConfigurationKey.Full(project.Name, key.Value) == (string)path[0])?.Value;
        return ["config", written ?? path[0], .. path[1..]];
    }
}
