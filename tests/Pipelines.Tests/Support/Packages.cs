using System.Security.Cryptography;

namespace Slipway.Pipelines.Tests.Support;

/// <summary>Packages of npm that a test needs, installed once for each content of their folder.</summary>
internal static class Packages
{
    /// <summary>Gives the folder with the packages. It is made aside and renamed, so it is complete or not there.</summary>
    public static async Task<string> InstallAsync(string folder)
    {
        var sources = Repository.Path(folder);
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "slipway", "tests");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(sources, "package-lock.json"))))[..16];
        var installed = Path.Combine(cache, $"{Path.GetFileName(folder).ToLowerInvariant()}-{hash}");
        if (Directory.Exists(installed)) return installed;
        var fresh = Directory.CreateDirectory($"{installed}.{Guid.NewGuid():N}").FullName;
        foreach (var file in Directory.GetFiles(sources)) File.Copy(file, Path.Combine(fresh, Path.GetFileName(file)));
        (await Script.RunAsync("npm", "ci", "--prefix", fresh, "--no-audit", "--no-fund")).Succeeded();
        try
        {
            Directory.Move(fresh, installed);
        }
        catch (IOException) when (Directory.Exists(installed))
        {
            // Another test process was quicker, with the same packages.
            Directory.Delete(fresh, recursive: true);
        }

        return installed;
    }
}
