using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Reports;

/// <summary>A report in SARIF 2.1.0, as code scanning takes it.</summary>
public static class PolicySarif
{
    public const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <param name="elsewhere">The file that stands in where no component is known: the stack's configuration.</param>
    public static void Write(Utf8JsonWriter json, PolicyReport report, Func<Finding, SourceLocation?> locate, SourceLocation elsewhere, string version)
    {
        var rules = report.Evaluated.OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var indices = rules.Select((rule, index) => (rule.Id, index)).ToDictionary(entry => entry.Id, entry => entry.index, StringComparer.Ordinal);
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Slipway");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules) WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("automationDetails");
        json.WriteString("id", $"slipway-policy/{report.Stack}/");
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in report.Findings) WriteResult(json, finding, indices, locate(finding) ?? elsewhere, justification: null);
        foreach (var (finding, exemption) in report.Exempted)
            WriteResult(json, finding, indices, locate(finding) ?? elsewhere, $"{exemption.Owner}, until {exemption.Expires:yyyy-MM-dd}: {exemption.Reason}");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRule(Utf8JsonWriter json, Rule rule)
    {
        var description = rule.Description;
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.GetType().Name);
        Text(json, "shortDescription", $"{description.Title}.");
        Text(json, "fullDescription", description.Reason);
        json.WriteString("helpUri", description.Link);
        Text(json, "help", $"{description.Reason} See {description.Link}");
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", description.Level == Level.Mandatory ? "error" : "warning");
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("security-severity", description.Severity switch
        {
            Severity.Critical => "9.0",
            Severity.High => "7.0",
            Severity.Medium => "5.0",
            _ => "2.0",
        });
        json.WriteStartArray("tags");
        json.WriteStringValue("infrastructure");
        json.WriteStringValue(rule.Area.ToLowerInvariant());
        foreach (var target in description.Targets) json.WriteStringValue(target);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, Dictionary<string, int> indices, SourceLocation location, string? justification)
    {
        // SARIF's own words for "there was too little to tell": such a result has no level.
        var isOpen = finding.Kind == FindingKind.CouldNotEvaluate && finding.Level != Level.Mandatory;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        if (indices.TryGetValue(finding.Rule, out var index)) json.WriteNumber("ruleIndex", index);
        json.WriteString("kind", isOpen ? "open" : "fail");
        json.WriteString("level", isOpen ? "none" : finding.Level == Level.Mandatory ? "error" : "warning");
        Text(json, "message", finding.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', location.File.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", location.Line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", finding.Name);
        json.WriteString("fullyQualifiedName", finding.Urn);
        json.WriteString("kind", "resource");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("slipwayFinding/v1", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Rule}\n{finding.Urn}\n{finding.Problem}")))[..32]);
        json.WriteEndObject();
        if (justification is not null)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", justification);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
