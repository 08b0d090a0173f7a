using System.Runtime.CompilerServices;

namespace Slipway.Cli.Tests.Support;

/// <summary>Compares a screen with its picture in <c>Screens/</c>; <c>UPDATE_SNAPSHOTS=1 dotnet test</c> takes new pictures.</summary>
internal static class Snapshot
{
    public static void Matches(string name, string screen)
    {
        var file = Path.Combine(Folder(), $"{name}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(file, screen);

        Assert.True(File.Exists(file), $"{file} does not exist; take it with UPDATE_SNAPSHOTS=1 and look at it. The screen is:\n{screen}");
        Assert.Equal(File.ReadAllText(file), screen);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Screens");
}
