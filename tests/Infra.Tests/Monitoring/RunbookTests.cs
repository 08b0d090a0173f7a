using Slipway.Infra.Monitoring;

namespace Infra.Tests.Monitoring;

public sealed class RunbookTests
{
    private static readonly string Folder = Path.Combine(Watching.Root, "docs", "RUNBOOKS");

    // What clouds watch themselves has one page a cloud, named in small letters.
    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => char.IsUpper(name[0]));

    private static IEnumerable<string> Alerts =>
        PlatformAlerts.Names.Concat(Watching.Repository().Workloads.SelectMany(workload => workload.Monitoring.Alerts).Select(alert => alert.Name));

    [Fact]
    public void Every_alert_has_a_page_and_every_page_an_alert() =>
        Assert.Equal(Alerts.Order(StringComparer.Ordinal), Pages.Order(StringComparer.Ordinal));

    [Fact]
    public void A_workload_names_the_page_of_its_alert() =>
        Assert.All(
            Watching.Repository().Workloads.SelectMany(workload => workload.Monitoring.Alerts),
            alert => Assert.Equal($"docs/RUNBOOKS/{alert.Name}.md", alert.Runbook));

    [Fact]
    public void A_page_says_what_it_means_what_it_does_to_users_how_to_look_and_how_to_mend() =>
        Assert.All(Pages, page => Assert.Equal(
            [$"# {page}", "## Meaning", "## Impact", "## How to look", "## How to mend"],
            File.ReadLines(Path.Combine(Folder, $"{page}.md")).Where(line => line.StartsWith('#'))));
}
