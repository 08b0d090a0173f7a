using Slipway.Cli.Projects;

namespace Slipway.Costs.Tests.Support;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    public static Project Project { get; } = Project.Find(AppContext.BaseDirectory, null);

    public static string File(string path) => Path.Combine(Project.Folder, path);
}
