namespace Infra.Tests.Monitoring;

public sealed class SettingsTests
{
    [Fact]
    public async Task Limits_of_an_environment_reach_the_rules_and_a_workload_has_its_own()
    {
        var settings = new Dictionary<string, string>
        {
            ["target"] = "docker",
            ["images"] = """{"shop":"registry.example.com/shop:1","other":"registry.example.com/other:1"}""",
            ["monitoring"] = """{"slo": 99, "latency": "250ms", "errorPercent": 2.5, "leastRequests": "50", "diskFreePercent": 15, "connectionPercent": 70, "runbooks": "https://git.example.com/main/"}""",
        };
        var other = Watching.Shop.Replace("name: shop", "name: other").Replace("slipway.dev/metrics", "slipway.dev/slo: '99.99'\n    slipway.dev/latency: 3s\n    slipway.dev/metrics");

        var rules = (await StackProgram.DeclareAllAsync(settings, Watching.Shop, other))
            .SelectMany(resource => resource.Texts()).First(text => text.Contains("\"alert\": \"ErrorBudgetBurnsFast\"", StringComparison.Ordinal));

        Assert.All(
            ["vector(0.01)", "vector(0.0001)", "vector(0.25)", "vector(3)", "> 0.025", "* 300 >= 50", "< 0.15", "> 0.7", "https://git.example.com/main/docs/RUNBOOKS/DiskAlmostFull.md"],
            part => Assert.Contains(part, rules));
    }

    [Fact]
    public async Task Every_limit_that_means_nothing_is_told_at_once()
    {
        var settings = new Dictionary<string, string>
        {
            ["target"] = "docker",
            ["monitoring"] = """{"slo": 100, "latency": "fast", "errorPercent": 0, "leastRequests": 0, "diskFreePercent": "95", "connectionPercent": 101, "certificateDays": "soon", "backupHours": -1, "runbooks": "docs", "slow": 1}""",
        };

        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackProgram.DeclareAllAsync(settings, Watching.Shop));

        Assert.All(
            [
                "slipway:monitoring.slo is '100', expected the percentage of requests that must succeed, from 50 to below 100, such as 99.9",
                "slipway:monitoring.latency is 'fast', expected how long 95 of 100 requests may take at most, such as 500ms or 2s",
                "slipway:monitoring.errorPercent is '0', expected the percentage of requests that may fail over five minutes, above 0 and up to 100",
                "slipway:monitoring.leastRequests is '0', expected the number of requests below which a ratio says nothing, from 1 to 1000000",
                "slipway:monitoring.diskFreePercent is '95', expected the percentage of a disk that must be free, from 1 to 90",
                "slipway:monitoring.connectionPercent is '101', expected the percentage of PostgreSQL's connections that may be in use, from 1 to 100",
                "slipway:monitoring.certificateDays is 'soon', expected how many days before its end a certificate must have been renewed, from 1 to 365",
                "slipway:monitoring.backupHours is '-1', expected how many hours old the latest backup may be, from 1 to 8760",
                "slipway:monitoring.runbooks is 'docs', expected the https address that paths of runbooks are put behind, such as https://git.example.com/team/platform/blob/main",
                "slipway:monitoring.slow is unknown, expected one of: slo, latency, errorPercent, leastRequests, diskFreePercent, connectionPercent, certificateDays, backupHours, runbooks",
            ],
            problem => Assert.Contains(problem, error.Message));
    }
}
