using System.Runtime.CompilerServices;

namespace Slipway.Policies.Tests.Support;

/// <summary>Compares with a file beside the tests; <c>UPDATE_SNAPSHOTS=1</c> writes it anew.</summary>
internal static class Snapshot
{
    public static void Matches(string name, string actual) => MatchesFile(Path.Combine(Folder(), name), actual);

    public static void MatchesFile(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"There is no {file}. Write it with UPDATE_SNAPSHOTS=1.");
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Snapshots");
}
