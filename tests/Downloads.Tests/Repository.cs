namespace Slipway.Downloads.Tests;

/// <summary>The checkout that the tests run from.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Slipway.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"'Slipway.slnx' is in no folder above '{AppContext.BaseDirectory}'.");
        return folder.FullName;
    }
}
