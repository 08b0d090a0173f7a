namespace Slipway.Cli.Policies;

/// <summary>How a report is written.</summary>
internal enum ReportFormat
{
    Text,
    Json,
    Sarif,
    Markdown,
}
