using System.Collections.Immutable;

namespace Slipway.Cli.Projects;

/// <summary>A folder with a <c>Pulumi.yaml</c>: its name, where its program runs and which stacks it has.</summary>
/// <param name="Folder">Where <c>Pulumi.yaml</c> is.</param>
/// <param name="ProgramFolder">Where the program runs: the project file's <c>main</c>, or the folder itself.</param>
public sealed record Project(string Name, string Folder, string ProgramFolder)
{
    public const string FileName = "Pulumi.yaml";

    /// <summary>What slipway keeps on this machine for the project.</summary>
    public string StateFolder => Path.Combine(Folder, ".slipway");

    /// <summary>The nearest project upwards of a folder.</summary>
    /// <param name="fallback">Where to look when there is none: the repository the command belongs to.</param>
    public static Project Find(string workingDirectory, string? fallback)
    {
        for (var folder = new DirectoryInfo(workingDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, FileName))) return Read(folder.FullName);
        }

        return fallback is not null && File.Exists(Path.Combine(fallback, FileName))
            ? Read(fallback)
            : throw new UserException($"no {FileName} in {workingDirectory} or any folder above it. Change to a folder of the project.");
    }

    public string StackFile(string stack) => Path.Combine(Folder, $"Pulumi.{stack}.yaml");

    public ImmutableArray<string> ListStacks() =>
    [
        .. Directory.EnumerateFiles(Folder, "Pulumi.*.yaml")
            .Select(file => Path.GetFileNameWithoutExtension(file)["Pulumi.".Length..])
            .Order(StringComparer.Ordinal),
    ];

    private static Project Read(string folder)
    {
        var problems = new ConfigurationProblems(FileName);
        var file = ConfigurationFile.Load(Path.Combine(folder, FileName), problems);
        var name = file?.Text("name", problems);
        var main = file?.Text("main", problems);
        if (file is not null && string.IsNullOrEmpty(name)) problems.Add(1, "name: is missing. Give the project a name: `name: slipway`");
        var programFolder = Path.GetFullPath(Path.Combine(folder, main ?? "."));
        if (!Directory.Exists(programFolder)) problems.Add(file!.LineOf("main"), $"main: there is no folder '{main}'");
        problems.ThrowIfAny();
        return new Project(name!, folder, programFolder);
    }
}
