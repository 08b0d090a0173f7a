using System.Diagnostics;
using System.Text.RegularExpressions;
using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Rules;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

/// <summary>The example of <c>docs/POLICIES.md</c>, built from the page as its reader would.</summary>
public sealed partial class OwnRuleTests
{
    private static readonly string Page = File.ReadAllText(Repository.File("docs/POLICIES.md"));

    [Fact]
    public void The_rule_that_the_page_shows_builds_and_finds_what_it_says()
    {
        var checkout = Directory.CreateTempSubdirectory("slipway-rules-");
        try
        {
            CopyWhatRulesNeed(checkout.FullName);
            var folder = checkout.CreateSubdirectory("rules").FullName;
            File.WriteAllText(Path.Combine(folder, "Rules.csproj"), Block("xml"));
            File.WriteAllText(Path.Combine(folder, "BucketHasName.cs"), Block("csharp"));

            var output = Build(checkout.FullName);

            var library = Path.Combine(checkout.FullName, Library().Match(Page).Value);
            Assert.True(File.Exists(library), output);
            var rule = Assert.Single(RuleAssembly.Load(library));
            Assert.Equal("bucket-has-name", rule.Id);
            var graph = new ResourceGraph("test", [Some.Resource("aws:s3/bucket:Bucket", "files", """{"bucket": "files"}"""), Some.Resource("aws:s3/bucket:Bucket", "logs", """{"bucket": "shop-logs"}""")]);
            var finding = Assert.Single(PolicyEvaluation.Run([rule], graph, PolicySettings.Default, Evaluations.Facts).Findings);
            Assert.Equal("files (aws:s3/bucket:Bucket): bucket is 'files', expected a name that begins with shop-. Set Bucket.", finding.Message);
        }
        finally
        {
            checkout.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_library_that_was_not_built_yet_is_named_with_what_to_do()
    {
        var error = Assert.Throws<RuleAssemblyException>(() => RuleAssembly.Load("rules/bin/Rules.dll"));

        Assert.Equal("'rules/bin/Rules.dll' does not exist. Build it first: `dotnet build` in its folder", error.Message);
    }

    [Fact]
    public void A_library_without_a_rule_is_refused()
    {
        var library = typeof(OwnRuleTests).Assembly.Location;

        var error = Assert.Throws<RuleAssemblyException>(() => RuleAssembly.Load(library));

        Assert.Equal($"'{library}' has no public class derived from Slipway.Policies.Rules.Rule", error.Message);
    }

    // A build within this checkout would write what other builds read.
    private static void CopyWhatRulesNeed(string checkout)
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig" })
            File.Copy(Repository.File(name), Path.Combine(checkout, name));
        var source = Repository.File("policies");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(source, file);
            if (path.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj") continue;
            var target = Path.Combine(checkout, "policies", path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Build(string checkout)
    {
        // No server of the compiler outlives the test.
        var start = new ProcessStartInfo("dotnet", ["build", "rules", "-nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = checkout,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The process that runs the tests was told where its own build is.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name == "Configuration").ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }

    private static string Block(string language) => Regex.Match(Page, $"^```{language}\\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    [GeneratedRegex(@"rules/bin/\S+?\.dll")]
    private static partial Regex Library();
}
