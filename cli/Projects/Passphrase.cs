using System.Security.Cryptography;

namespace Slipway.Cli.Projects;

/// <summary>
/// Where the key to a project's secrets comes from: <c>PULUMI_CONFIG_PASSPHRASE</c>, the file that
/// <c>PULUMI_CONFIG_PASSPHRASE_FILE</c> names, or a key made once for this clone.
/// </summary>
public static class Passphrase
{
    /// <summary>False where this clone's own key is used.</summary>
    public static bool IsGiven(Func<string, string?> environment) =>
        environment("PULUMI_CONFIG_PASSPHRASE") is not null || environment("PULUMI_CONFIG_PASSPHRASE_FILE") is { Length: > 0 };

    public static string Read(Project project, Func<string, string?> environment)
    {
        if (environment("PULUMI_CONFIG_PASSPHRASE") is { } given) return given;
        if (environment("PULUMI_CONFIG_PASSPHRASE_FILE") is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? File.ReadAllText(named).TrimEnd('\r', '\n')
                : throw new UserException($"PULUMI_CONFIG_PASSPHRASE_FILE names {named}, which does not exist. Correct or unset it.");
        }

        return ReadOrMake(Path.Combine(project.StateFolder, "passphrase"));
    }

    // Two first runs at once must end with one key: the file appears whole, by a link that fails where one exists.
    private static string ReadOrMake(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var draft = $"{file}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(draft, options)) writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

            try
            {
                File.Move(draft, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(draft);
            }
        }

        return File.ReadAllText(file).TrimEnd();
    }
}
