using Slipway.Pipelines.Tests.Support;

namespace Slipway.Pipelines.Tests;

public sealed class SarifTests
{
    // Of every kind: violations, what could not be evaluated, an expired exemption, an exempted finding.
    private static readonly string Report = Repository.Path("tests/Policies.Tests/Snapshots/report.sarif");

    [Fact]
    public async Task A_report_with_every_kind_of_finding_follows_the_schema() => Assert.Equal("", await SarifSchema.MistakesAsync(Report));

    [Fact]
    public async Task A_report_that_does_not_follow_the_schema_is_told_with_the_place()
    {
        using var folder = new TemporaryFolder();
        folder.Write("report.sarif", File.ReadAllText(Report).Replace("\"kind\": \"fail\"", "\"kind\": \"bad\"", StringComparison.Ordinal));

        var mistakes = await SarifSchema.MistakesAsync(folder.File("report.sarif"));

        Assert.Contains("report.sarif.runs[0].results[0].kind: should be equal to one of the allowed values", mistakes);
    }
}
