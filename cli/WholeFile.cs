namespace Slipway.Cli;

/// <summary>Writes files that appear whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Readable by its owner alone, for what may hold more than others should see.</summary>
    public static void WriteForOwner(string path, string text) =>
        Write(path, text, OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>With the access the file has now, or any new file gets.</summary>
    public static void Replace(string path, string text) =>
        Write(path, text, OperatingSystem.IsWindows() || !File.Exists(path) ? null : File.GetUnixFileMode(path));

    private static void Write(string path, string text, UnixFileMode? mode)
    {
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (mode is { } wanted && !OperatingSystem.IsWindows()) options.UnixCreateMode = wanted;
            using (var writer = new StreamWriter(draft, options)) writer.Write(text);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(draft)) File.Delete(draft);
            throw new UserException($"cannot write {path}: {exception.Message}", ExitCode.Failed);
        }
    }
}
