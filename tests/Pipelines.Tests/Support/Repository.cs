namespace Slipway.Pipelines.Tests.Support;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    public static string Path(string path) => System.IO.Path.Combine(Folder, path);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Pulumi.yaml"))) return folder.FullName;
        }

        throw new InvalidOperationException($"There is no Pulumi.yaml above '{AppContext.BaseDirectory}'. Run the tests from a checkout of the repository.");
    }
}
