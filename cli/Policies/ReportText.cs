using System.Reflection;
using Slipway.Cli.Screens;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Reports;

namespace Slipway.Cli.Policies;

/// <summary>A report as a file holds it.</summary>
internal static class ReportText
{
    public static string Of(PolicyReport report, ReportFormat format, ComponentSources sources) => format switch
    {
        ReportFormat.Json => Json.Document(json =>
        {
            json.WriteString("stack", report.Stack);
            PolicyJson.Write(json, report, sources.Find);
        }) + "\n",
        ReportFormat.Sarif => Json.Document(json => PolicySarif.Write(json, report, sources.Find, sources.Configuration(report.Stack), Version)) + "\n",
        ReportFormat.Markdown => PolicyMarkdown.Write(report, sources.Find),
        _ => string.Concat(PolicyScreen.Lines(report, always: true).Select(line => $"{line.Text}\n")),
    };

    private static string Version => typeof(ReportText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
