using System.Text.Json;
using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Rules;

namespace Slipway.Policies.Reports;

/// <summary>A report for scripts.</summary>
public static class PolicyJson
{
    /// <summary>Writes the members of an object that is open.</summary>
    /// <param name="locate">Null where no file is named.</param>
    public static void Write(Utf8JsonWriter json, PolicyReport report, Func<Finding, SourceLocation?>? locate = null)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("rules", report.Evaluated.Length);
        json.WriteNumber("mandatory", report.Count(Level.Mandatory));
        json.WriteNumber("advisory", report.Count(Level.Advisory));
        json.WriteNumber("notEvaluated", report.NotEvaluated);
        json.WriteNumber("exempted", report.Exempted.Length);
        json.WriteBoolean("refuses", report.Refuses);
        json.WriteEndObject();

        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            WriteFinding(json, finding, locate?.Invoke(finding));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("exempted");
        foreach (var (finding, exemption) in report.Exempted)
        {
            json.WriteStartObject();
            WriteFinding(json, finding, locate?.Invoke(finding));
            json.WriteStartObject("exemption");
            WriteExemption(json, exemption);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unusedExemptions");
        foreach (var exemption in report.UnusedExemptions)
        {
            json.WriteStartObject();
            WriteExemption(json, exemption);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A word of an enum as JSON has it: <c>couldNotEvaluate</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, SourceLocation? location)
    {
        json.WriteString("rule", finding.Rule);
        json.WriteString("kind", Word(finding.Kind));
        json.WriteString("level", Word(finding.Level));
        json.WriteString("severity", Word(finding.Severity));
        json.WriteString("urn", finding.Urn);
        json.WriteString("name", finding.Name);
        json.WriteString("type", finding.Type);
        json.WriteString("problem", finding.Problem);
        json.WriteString("fix", finding.Fix);
        if (location is null) return;
        json.WriteString("file", location.File);
        json.WriteNumber("line", location.Line);
    }

    private static void WriteExemption(Utf8JsonWriter json, Exemption exemption)
    {
        json.WriteString("rule", exemption.Rule);
        json.WriteString("resource", exemption.Resource);
        json.WriteString("reason", exemption.Reason);
        json.WriteString("owner", exemption.Owner);
        json.WriteString("expires", exemption.Expires.ToString("yyyy-MM-dd"));
    }
}
