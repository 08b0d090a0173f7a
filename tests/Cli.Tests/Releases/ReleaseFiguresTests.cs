using System.Diagnostics;
using Slipway.Cli.Releases;
using Slipway.Cli.Tests.Support;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Releases;
using Slipway.Infra.Workloads;

namespace Slipway.Cli.Tests.Releases;

/// <summary>What a release leaves for the exporter of the machine to read.</summary>
public sealed class ReleaseFiguresTests : IDisposable
{
    private const string Routed = """{"routed":true}""";

    private readonly TemporaryFolder _folder = new();

    public ReleaseFiguresTests() => Directory.CreateDirectory(_folder.File("metrics"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_release_that_succeeds_and_one_that_is_taken_back_leave_when_that_was()
    {
        var stack = new ReleasingStack(("shop", ReleasingStack.AtRest, Routed)) { Root = _folder.Path };
        using var cli = stack.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("up", "--yes"));
        var succeeded = cli.Clock.Now.ToUnixTimeSeconds();
        var first =
            $$"""
            # HELP slipway_release_succeeded_timestamp_seconds When the latest release of the workload succeeded.
            # TYPE slipway_release_succeeded_timestamp_seconds gauge
            slipway_release_succeeded_timestamp_seconds{workload="shop"} {{succeeded}}

            """;
        Assert.Equal(first, Figures("shop"));

        stack.Current = "v3";
        stack.DownBecause = (workload, slot) => slot == Slots.Blue && stack[workload].Phase == ReleasePhase.Baking ? "it ended" : "";
        Assert.Equal(ExitCode.RolledBack, await cli.RunAsync("up", "--yes"));
        Assert.Equal(
            $$"""
            {{first}}# HELP slipway_release_aborted_timestamp_seconds When the latest release of the workload was aborted.
            # TYPE slipway_release_aborted_timestamp_seconds gauge
            slipway_release_aborted_timestamp_seconds{workload="shop"} {{cli.Clock.Now.ToUnixTimeSeconds()}}

            """, Figures("shop"));
    }

    [Fact]
    public async Task A_rollback_counts_as_aborted()
    {
        using var cli = new ReleasingStack(("shop", ReleasingStack.Released, Routed)) { Root = _folder.Path }.Cli();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("release", "rollback", "shop"));

        Assert.Contains($"slipway_release_aborted_timestamp_seconds{{workload=\"shop\"}} {cli.Clock.Now.ToUnixTimeSeconds()}\n", Figures("shop"));
    }

    [Fact]
    public void Prometheus_takes_them_and_the_alert_asks_for_those_names()
    {
        var figures = new ReleaseFigures(_folder.File("metrics"));
        figures.Write("shop-api", succeeded: true, DateTimeOffset.UnixEpoch.AddSeconds(1));
        figures.Write("shop-api", succeeded: false, DateTimeOffset.UnixEpoch.AddSeconds(2));
        figures.Write("shop-api", succeeded: true, DateTimeOffset.UnixEpoch.AddSeconds(3));

        using var promtool = Process.Start(new ProcessStartInfo("sh", ["-c", "promtool check metrics 2>&1 < \"$1\"", "sh", PathOf("shop-api")]) { RedirectStandardOutput = true })!;
        var said = promtool.StandardOutput.ReadToEnd();
        promtool.WaitForExit();

        Assert.True(promtool.ExitCode == 0, said);
        var names = Figures("shop-api").Split('\n').Where(line => line.StartsWith("slipway", StringComparison.Ordinal)).Select(line => line.Split('{')[0]).ToList();
        Assert.Equal(["slipway_release_aborted_timestamp_seconds", "slipway_release_succeeded_timestamp_seconds"], names.Order(StringComparer.Ordinal));
        var rules = new RuleFile(new Observed { Stack = "dev", Catalog = WorkloadCatalog.Create([]), Thresholds = new Thresholds(), Figures = [Infra.Monitoring.Figures.Releases] }).ToString();
        Assert.All(names, name => Assert.Contains(name, rules));
    }

    [Fact]
    public async Task They_are_never_seen_half_written()
    {
        var figures = new ReleaseFigures(_folder.File("metrics"));
        figures.Write("shop", succeeded: true, DateTimeOffset.UnixEpoch);
        using var ends = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var second = 0; !ends.IsCancellationRequested; second++) figures.Write("shop", second % 2 == 0, DateTimeOffset.UnixEpoch.AddSeconds(second));
        });

        for (var look = 0; look < 2000; look++)
        {
            var text = Figures("shop");
            Assert.EndsWith("\n", text);
            Assert.Contains("slipway_release_succeeded_timestamp_seconds{workload=\"shop\"} ", text);
        }

        await ends.CancelAsync();
        await writing;
        Assert.Equal([PathOf("shop")], Directory.GetFiles(_folder.File("metrics")));
    }

    [Fact]
    public void The_exporter_runs_as_another_user_and_may_read_them()
    {
        new ReleaseFigures(_folder.File("metrics")).Write("shop", succeeded: true, DateTimeOffset.UnixEpoch);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(PathOf("shop")));
    }

    [Fact]
    public void Where_there_is_no_exporter_nothing_is_written()
    {
        new ReleaseFigures(_folder.File("nowhere")).Write("shop", succeeded: true, DateTimeOffset.UnixEpoch);

        Assert.False(Directory.Exists(_folder.File("nowhere")));
    }

    private string PathOf(string workload) => _folder.File($"metrics/slipway_release_{workload}.prom");

    private string Figures(string workload) => File.ReadAllText(PathOf(workload));
}
