using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Slipway.Infra.Workloads;

/// <summary>Turns the YAML that <c>slipway.dev/monitoring</c> names into a value, noting everything that breaks a rule.</summary>
/// <remarks>PromQL is checked by promtool, which every target's Prometheus brings; here only that there is some.</remarks>
internal sealed partial class MonitoringParser(YamlMap root, ProblemLog problems)
{
    private const string NameForm = "letters, digits and '_', starting with a capital, such as 'QueueTooOld'";

    public WorkloadMonitoring Parse()
    {
        var top = new ScoreFields(root, root.Line, "", problems);
        var monitoring = new WorkloadMonitoring
        {
            Dashboard = top.Section("dashboard") is { } dashboard ? ParseDashboard(dashboard) : null,
            Alerts = [.. top.SectionList("alerts").Select(ParseAlert)],
            Recordings = [.. top.SectionList("recording").Select(ParseRecording)],
        };
        top.RefuseOthers();
        foreach (var second in monitoring.Alerts.GroupBy(alert => alert.Name).SelectMany(same => same.Skip(1)))
            problems.Add(second.File, second.Line, "alerts", $"has '{second.Name}' a second time; rename one of them");

        return monitoring;
    }

    private static OwnDashboard ParseDashboard(ScoreFields fields)
    {
        var title = Filled(fields, "title", "the title of the dashboard");
        var panels = fields.SectionList("panels").Select(ParsePanel).ToImmutableArray();
        if (fields.Node("panels") is null or YamlList { Items.IsEmpty: true })
            fields.Problem("panels", "is missing, expected at least one panel; add it, or remove the dashboard");
        fields.RefuseOthers();

        return new OwnDashboard(title, panels);
    }

    private static OwnPanel ParsePanel(ScoreFields fields)
    {
        var title = Filled(fields, "title", "the title of the panel");
        var unit = fields.Text("unit") ?? "short";
        var kind = fields.Choice("kind", ["graph", "number", "table"]) switch { "number" => PanelKind.Number, "table" => PanelKind.Table, _ => PanelKind.Graph };
        var description = fields.Text("description") ?? "";
        var queries = fields.SectionList("queries").Select(ParseQuery).ToImmutableArray();
        if (fields.Node("queries") is null or YamlList { Items.IsEmpty: true })
            fields.Problem("queries", "is missing, expected at least one query; add it, or remove the panel");
        fields.RefuseOthers();

        return new OwnPanel(title, unit, kind, description, queries);
    }

    private static OwnQuery ParseQuery(ScoreFields fields)
    {
        var query = new OwnQuery(fields.Text("legend") ?? "", Filled(fields, "expr", "an expression of PromQL"));
        fields.RefuseOthers();

        return query;
    }

    private static OwnAlert ParseAlert(ScoreFields fields)
    {
        var name = fields.Text("alert", AlertName(), NameForm, required: true) ?? "";
        var alert = new OwnAlert(
            name,
            Filled(fields, "expr", "an expression of PromQL"),
            fields.Text("for", Duration(), "a duration of Prometheus, such as '30s' or '1h30m'") ?? "0s",
            fields.Choice("severity", ["critical", "warning"], required: true) == "critical" ? AlertSeverity.Critical : AlertSeverity.Warning,
            Filled(fields, "summary", "one sentence that says what is wrong"),
            fields.Text("runbook", Runbook(), $"a page of the repository, such as 'docs/RUNBOOKS/{(name.Length > 0 ? name : "QueueTooOld")}.md', or an https address", required: true) ?? "",
            [.. fields.TextList("inhibitedBy") ?? []],
            fields.File, fields.Line);
        fields.RefuseOthers();

        return alert;
    }

    private static OwnRecording ParseRecording(ScoreFields fields)
    {
        var recording = new OwnRecording(
            fields.Text("record", RecordName(), "the name of a figure: letters, digits, '_' and ':'", required: true) ?? "",
            Filled(fields, "expr", "an expression of PromQL"));
        fields.RefuseOthers();

        return recording;
    }

    private static string Filled(ScoreFields fields, string key, string expected) =>
        fields.Text(key, NotBlank(), expected, required: true) ?? "";

    [GeneratedRegex(@"\S")]
    private static partial Regex NotBlank();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9_]*\z")]
    private static partial Regex AlertName();

    [GeneratedRegex(@"^[a-zA-Z_:][a-zA-Z0-9_:]*\z")]
    private static partial Regex RecordName();

    // As prometheus/common reads them: the units in this order, each at most once.
    [GeneratedRegex(@"^(?=[0-9])([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^(https://\S+|(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]*\.md)\z")]
    private static partial Regex Runbook();
}
