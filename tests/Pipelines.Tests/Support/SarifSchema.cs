namespace Slipway.Pipelines.Tests.Support;

/// <summary>Microsoft's schema of SARIF 2.1.0, which GitHub's upload follows.</summary>
internal static class SarifSchema
{
    /// <summary>Everything the schema has against these files; empty where they are valid.</summary>
    public static async Task<string> MistakesAsync(params string[] files)
    {
        var installed = await Packages.InstallAsync("tests/Pipelines.Tests/Sarif");
        var validation = await Script.RunAsync("node", [Path.Combine(installed, "validate.cjs"), .. files]);
        Assert.True(validation.ExitCode is 0 or 1 && validation.ExitCode == 0 == (validation.Error.Length == 0), validation.Error);
        return validation.Error;
    }
}
