using System.Text.Json;
using Slipway.Cli.Policies;
using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Reports;
using Slipway.Policies.Rules;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Reports;

public sealed class ReportTests
{
    private static readonly ResourceGraph Graph = new("shop-prod",
    [
        Some.Resource("pulumi:pulumi:Stack", "shop-prod") with { Custom = false },
        Some.Resource("slipway:aws:Postgres", "postgres") with { Custom = false },
        Some.Resource("aws:rds/instance:Instance", "postgres", """{ "publiclyAccessible": true, "dbSubnetGroupName": "data", "storageEncrypted": true, "tags": { "a|b": "<script>" } }""") with { Parent = "urn:pulumi:test::shop::slipway:aws:Postgres::postgres" },
        Some.Resource("aws:kms/key:Key", "data", $$"""{ "enableKeyRotation": {{Some.Unknown}} }""") with { SourcePosition = "project:///Components/Aws/Keys.cs#30" },
        Some.Resource("aws:kms/key:Key", "logs", $$"""{ "enableKeyRotation": {{Some.Unknown}} }"""),
        Some.Resource("aws:sns/topic:Topic", "alarms"),
    ]);

    private static readonly PolicySettings Settings = PolicySettings.Default with
    {
        RequiredTags = ["a|b"],
        Exemptions =
        [
            new("topic-is-encrypted", "alarms", "Alerts hold nothing private", "platform", new DateOnly(2027, 3, 31)),
            new("image-is-pinned", "nothing", "A trial", "platform", new DateOnly(2027, 3, 31)),
            new("key-rotates", "old", "A trial", "platform", new DateOnly(2026, 1, 31)),
        ],
    };

    private static PolicyReport Report => Evaluations.Of(Graph, Settings);

    private static ComponentSources Sources => new(Repository.Project, Graph);

    [Theory]
    [InlineData(ReportFormat.Text, "report.txt")]
    [InlineData(ReportFormat.Json, "report.json")]
    [InlineData(ReportFormat.Markdown, "report.md")]
    [InlineData(ReportFormat.Sarif, "report.sarif")]
    internal void A_report_is_written_as_pictured(ReportFormat format, string file)
    {
        Snapshot.Matches(file, ReportText.Of(Report, format, Sources));
    }

    [Fact]
    public void The_component_that_made_a_resource_is_named_with_file_and_line()
    {
        var location = Sources.Find(Report.Findings.Single(finding => finding.Rule == "database-is-private"))!;

        Assert.Equal("infra/Components/Aws/Postgres.cs", location.File);
        Assert.Contains("class Postgres", File.ReadLines(Repository.File(location.File)).ElementAt(location.Line - 1));
    }

    [Fact]
    public void A_position_that_the_source_tells_comes_first()
    {
        Assert.Equal(new SourceLocation("infra/Components/Aws/Keys.cs", 30), Sources.Find(Report.Findings.Single(finding => finding is { Rule: "key-rotates", Name: "data" })));
    }

    [Fact]
    public void Values_of_a_stack_do_not_become_markup_of_a_comment()
    {
        var hostile = Report with { Findings = [Report.Findings[0] with { Problem = "a | b <img src=x> `code` @team\n# title" }] };

        var text = PolicyMarkdown.Write(hostile, _ => null);

        Assert.Contains("a \\| b &lt;img src=x&gt; \\`code\\` &#64;team # title", text);
    }

    /// <summary>What sections 3.19 to 3.35 of the standard demand of the parts that are written.</summary>
    [Fact]
    public void The_log_keeps_to_the_rules_of_SARIF()
    {
        using var log = JsonDocument.Parse(ReportText.Of(Report, ReportFormat.Sarif, Sources));
        var root = log.RootElement;
        Assert.Equal("2.1.0", root.GetProperty("version").GetString());
        var run = Assert.Single(root.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(rules.Count, rules.Select(rule => rule.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.True(Uri.IsWellFormedUriString(rule.GetProperty("helpUri").GetString(), UriKind.Absolute));
            Assert.EndsWith(".", rule.GetProperty("shortDescription").GetProperty("text").GetString());
            Assert.Contains(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString(), new[] { "error", "warning", "note", "none" });
        });
        Assert.All(run.GetProperty("results").EnumerateArray(), result =>
        {
            // An index, where given, points to the rule of the same id.
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            // A kind other than "fail" has the level "none".
            Assert.Equal(result.GetProperty("kind").GetString() == "fail", result.GetProperty("level").GetString() != "none");
            Assert.NotEqual("", result.GetProperty("message").GetProperty("text").GetString());
            var place = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
            Assert.True(Uri.IsWellFormedUriString(place.GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.Relative));
            Assert.True(File.Exists(Repository.File(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!)) || place.GetProperty("artifactLocation").GetProperty("uri").GetString() == "Pulumi.shop-prod.yaml");
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() >= 1);
        });
        Assert.Equal(Report.Exempted.Length, run.GetProperty("results").EnumerateArray().Count(result => result.TryGetProperty("suppressions", out _)));
    }

    [Fact]
    public void The_page_of_rules_is_current()
    {
        var file = Repository.File("docs/POLICIES.md");
        const string begin = "<!-- rules -->\n";
        const string end = "<!-- /rules -->";
        var page = File.ReadAllText(file);
        var (start, stop) = (page.IndexOf(begin, StringComparison.Ordinal) + begin.Length, page.IndexOf(end, StringComparison.Ordinal));

        Snapshot.MatchesFile(file, string.Concat(page[..start], RulePage.Write(BuiltInRules.All), page[stop..]));
    }
}
