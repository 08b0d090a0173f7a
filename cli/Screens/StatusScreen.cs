using Slipway.Cli.Alerts;
using Slipway.Cli.Live;

namespace Slipway.Cli.Screens;

/// <summary>What is live, as tables.</summary>
internal sealed class StatusScreen(string stack, LiveStatus status, LiveAlerts? alerts, DateTimeOffset now)
{
    public IEnumerable<Line> Lines()
    {
        if (status.Services.IsEmpty)
        {
            yield return new Line(alerts is null ? $"Nothing of stack {stack} runs here. `slipway up` brings it up." : $"Nothing of stack {stack} runs on this machine.");
            foreach (var line in Alerts()) yield return line;
            yield break;
        }

        yield return Headline();
        yield return new Line();
        var table = new Table("SERVICE", "STATE", "HEALTH", "PID", "UP", "ADDRESS", "VERSION");
        foreach (var service in status.Services.OrderBy(service => service.Name, StringComparer.Ordinal)) AddRow(table, service);
        foreach (var line in table.Lines()) yield return line;

        foreach (var service in status.Services.Where(service => service.Reason is not null && !service.IsAsWanted))
        {
            yield return new Line { Indent = 4 }.Add($"  {service.Name}: ", Styles.Bad).Add(service.Reason!);
        }

        foreach (var line in Section("Routes:", status.Routes.Select(route => (route.Address, $"→ {route.Service}")))) yield return line;
        foreach (var line in Section("Tools:", status.Links.Select(link => (link.Name, link.Url)))) yield return line;
        foreach (var line in Alerts()) yield return line;
    }

    private IEnumerable<Line> Alerts()
    {
        if (alerts is null) yield break;
        yield return new Line();
        if (alerts.Unknown is { } reason) yield return new Line { Indent = 4 }.Add("Alerts: ", Styles.Strong).Add($"not known, {reason}", Styles.Warning);
        else if (alerts.Firing.IsEmpty) yield return new Line().Add("Alerts: ", Styles.Strong).Add("none fires");
        else yield return new Line().Add("Alerts:", Styles.Strong);
        if (!alerts.Firing.IsEmpty)
            foreach (var line in AlertsScreen.Lines(alerts.Firing, now)) yield return line;
    }

    private Line Headline()
    {
        var wanted = status.Services.Count(service => service.ShouldRun);
        var running = status.Services.Count(service => service.ShouldRun && service.IsAsWanted);
        return new Line().Add($"Stack {stack}: ", Styles.Strong)
            .Add($"{running} of {Plural.Of(wanted, "service")} running", status.AllRunning ? Styles.Good : Styles.Bad);
    }

    private static void AddRow(Table table, LiveService service)
    {
        var state = service.State.ToString().ToLowerInvariant();
        table.Add(
            (service.Name, Styles.Strong),
            (state, service.State switch
            {
                LiveState.Running => Styles.Good,
                LiveState.Starting => Styles.Warning,
                LiveState.Stopped when !service.ShouldRun => Styles.Faint,
                _ => Styles.Bad,
            }),
            service.Health switch
            {
                LiveHealth.Healthy => ("healthy", Styles.Good),
                LiveHealth.Unhealthy => ("unhealthy", Styles.Bad),
                _ => ("-", Styles.Faint),
            },
            (service.ProcessId?.ToString() ?? "-", Styles.Plain),
            (service.Uptime is { } uptime ? Durations.Short(uptime) : "-", Styles.Plain),
            (service.Address ?? "-", Styles.Plain),
            (service.Version ?? "-", Styles.Faint));
    }

    private static IEnumerable<Line> Section(string title, IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0) yield break;
        var column = all.Max(row => row.Left.Length) + 4;
        yield return new Line();
        yield return new Line().Add(title, Styles.Strong);
        foreach (var (left, right) in all)
        {
            yield return new Line { Indent = column }.Add($"  {left}", Styles.Accent).PadTo(column).Add(right);
        }
    }
}
