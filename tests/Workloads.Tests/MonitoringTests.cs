using Slipway.Infra.Workloads;

namespace Slipway.Workloads.Tests;

public sealed class MonitoringTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-monitoring-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_workload_knows_about_itself_is_read_from_the_file_it_names()
    {
        var monitoring = Read("""
            dashboard:
              title: Inbox
              panels:
                - title: Response time, 95th percentile
                  unit: ms
                  queries:
                    - { legend: p95, expr: 'histogram_quantile(0.95, sum by (le) (rate(response_time_ms_bucket[5m])))' }
                - { title: Up, kind: number, description: One for up, queries: [{ expr: probe_up }] }
            alerts:
              - alert: ChatDown
                expr: probe_up{probe="chat"} == 0
                for: 1m30s
                severity: critical
                summary: The chat does not answer
                runbook: docs/RUNBOOKS/ChatDown.md
                inhibitedBy: [ServiceDown]
              - { alert: ChatSlow, expr: slow > 1, severity: warning, summary: Slow, runbook: 'https://example.com/slow' }
            recording:
              - { record: 'chat:up:avg', expr: avg(probe_up) }
            """).Monitoring;

        Assert.Equal("Inbox", monitoring.Dashboard!.Title);
        Assert.Equal(["Response time, 95th percentile (ms, Graph) 1", "Up (short, Number) 1"],
            monitoring.Dashboard.Panels.Select(panel => $"{panel.Title} ({panel.Unit}, {panel.Kind}) {panel.Queries.Length}"));
        Assert.Equal(["ChatDown 1m30s Critical ServiceDown docs/RUNBOOKS/ChatDown.md", "ChatSlow 0s Warning  https://example.com/slow"],
            monitoring.Alerts.Select(alert => $"{alert.Name} {alert.For} {alert.Severity} {string.Join(',', alert.InhibitedBy)} {alert.Runbook}"));
        Assert.Equal(new OwnRecording("chat:up:avg", "avg(probe_up)"), Assert.Single(monitoring.Recordings));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_file_and_line() =>
        Assert.Equal(
            [
                "monitoring.yaml:1: dashboard.title: is missing, expected the title of the dashboard; add it",
                "monitoring.yaml:3: dashboard.panels[0].unit: is the number 5, expected text; put it in quotes: \"5\"",
                "monitoring.yaml:3: dashboard.panels[0].kind: is 'grap', did you mean 'graph'?",
                "monitoring.yaml:3: dashboard.panels[0].queries: is missing, expected at least one query; add it, or remove the panel",
                "monitoring.yaml:4: dashboard.panels[1].queries[0].expr: is ' ', expected an expression of PromQL",
                "monitoring.yaml:6: alerts[0].alert: is 'chat-down', expected letters, digits and '_', starting with a capital, such as 'QueueTooOld'",
                "monitoring.yaml:6: alerts[0].expr: is missing, expected an expression of PromQL; add it",
                "monitoring.yaml:6: alerts[0].summary: is missing, expected one sentence that says what is wrong; add it",
                "monitoring.yaml:7: alerts[0].for: is 'soon', expected a duration of Prometheus, such as '30s' or '1h30m'",
                "monitoring.yaml:8: alerts[0].severity: is 'page', expected one of critical, warning",
                "monitoring.yaml:9: alerts[0].runbook: is '../secret.md', expected a page of the repository, such as 'docs/RUNBOOKS/QueueTooOld.md', or an https address",
                "monitoring.yaml:10: recording[0].record: is 'a b', expected the name of a figure: letters, digits, '_' and ':'",
                "monitoring.yaml:11: recordings: the key 'recordings' is unknown, did you mean 'recording'?",
            ],
            Problems("""
            dashboard:
              panels:
                - { title: A, unit: 5, kind: grap }
                - { title: B, queries: [{ expr: ' ' }] }
            alerts:
              - alert: chat-down
                for: soon
                severity: page
                runbook: ../secret.md
            recording: [{ record: a b, expr: up }]
            recordings: []
            """));

    [Theory]
    [InlineData("", ":1: the file is empty, expected a map with dashboard, alerts and recording; describe at least one of them")]
    [InlineData("[a]", ":1: the file is a list, expected a map with dashboard, alerts and recording")]
    [InlineData("dashboard: { title: A, panels: [] }", ":1: dashboard.panels: is missing, expected at least one panel; add it, or remove the dashboard")]
    public void A_file_that_says_nothing_is_refused(string text, string problem) =>
        Assert.Equal(["monitoring.yaml" + problem], Problems(text));

    [Fact]
    public void An_alert_that_stands_there_twice_is_refused() =>
        Assert.Equal(
            ["monitoring.yaml:3: alerts: has 'Down' a second time; rename one of them"],
            Problems("""
            alerts:
              - { alert: Down, expr: up == 0, severity: warning, summary: Down, runbook: docs/down.md }
              - { alert: Down, expr: up == 1, severity: warning, summary: Down, runbook: docs/down.md }
            """));

    [Theory]
    [InlineData("../monitoring.yaml", "is '../monitoring.yaml', expected a path inside the folder of the Score file; copy the file there")]
    [InlineData("/etc/passwd", "is '/etc/passwd', expected a path inside the folder of the Score file; copy the file there")]
    [InlineData("none.yaml", "is 'none.yaml': the file does not exist; check the path")]
    [InlineData("link.yaml", "is 'link.yaml', where 'link.yaml' is a symbolic link, which may lead out of the folder of the Score file; copy the file there")]
    public void A_file_that_is_not_beside_the_Score_file_is_refused(string path, string problem)
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link.yaml"), "/etc/hostname");

        Assert.Equal([$"score.yaml:4: metadata.annotations[\"slipway.dev/monitoring\"]: {problem}"], Problems(null, path));
    }

    [Fact]
    public void A_workload_that_names_no_file_brings_nothing() =>
        Assert.Same(WorkloadMonitoring.None, Score.Read(Score.Top("")).Monitoring);

    private Workload Read(string? text, string path = "monitoring.yaml")
    {
        if (text is not null)
            File.WriteAllText(Path.Combine(_folder, "monitoring.yaml"), text);
        var score = Path.Combine(_folder, "score.yaml");
        File.WriteAllText(score, $$"""
            apiVersion: score.dev/v1b1
            metadata:
              name: inbox
              annotations: { slipway.dev/monitoring: {{path}} }
            containers: { web: { image: . } }
            """);
        return WorkloadReader.Read(new WorkloadSource(score));
    }

    private IEnumerable<string> Problems(string? text, string path = "monitoring.yaml") =>
        Assert.Throws<WorkloadException>(() => Read(text, path)).Problems.Select(problem => problem.ToString().Replace(_folder + "/", "", StringComparison.Ordinal));
}
