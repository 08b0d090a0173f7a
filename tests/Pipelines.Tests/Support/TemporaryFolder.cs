namespace Slipway.Pipelines.Tests.Support;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("slipway-pipelines-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    /// <summary>Puts a program on a PATH that <see cref="Script"/> is given.</summary>
    public void WriteProgram(string name, string text)
    {
        Write(name, text);
        System.IO.File.SetUnixFileMode(File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What a plan is made from: settings, Score files, sources whose hashes it holds, and the scripts that are tried.</summary>
    public string CopyRepository(string name)
    {
        var files = Directory.GetFiles(Repository.Folder)
            .Concat(new[] { ".ci", "apps", "infra" }.SelectMany(folder => Directory.GetFiles(Repository.Path(folder), "*", SearchOption.AllDirectories)))
            .Where(file => !System.IO.Path.GetRelativePath(Repository.Folder, file).Split('/').Any(part => part is "bin" or "obj" or "node_modules" or ".next"));
        foreach (var file in files)
        {
            var copy = File(System.IO.Path.Combine(name, System.IO.Path.GetRelativePath(Repository.Folder, file)));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }

        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
