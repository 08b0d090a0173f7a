using System.Runtime.CompilerServices;

namespace Infra.Tests;

/// <summary>Compares a text with its picture in <c>Snapshots/</c>; <c>UPDATE_SNAPSHOTS=1 dotnet test</c> takes new pictures.</summary>
internal static class Snapshot
{
    public static void Matches(string name, string text, [CallerFilePath] string caller = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(caller)!);
        while (folder.Name != "Infra.Tests")
            folder = folder.Parent!;
        var file = Path.Combine(folder.FullName, "Snapshots", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(file, text);

        Assert.True(File.Exists(file), $"{file} does not exist; take it with UPDATE_SNAPSHOTS=1 and look at it. The text is:\n{text}");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
