using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests;

/// <summary>A local stack as Prometheus sees it: everything is watched, every panel shows something, and nothing is wrong at rest.</summary>
internal static class Watched
{
    public static async Task EverythingAsync(Stack stack)
    {
        var addresses = (await stack.SlipwayAsync("output", "addresses", "--json")).Succeeded().Json;
        using var http = new HttpClient { BaseAddress = new Uri((string)addresses["prometheus"]!), Timeout = TimeSpan.FromSeconds(10) };
        var root = (string)(await stack.SlipwayAsync("output", "live", "--json")).Json["root"]!;
        var queries = Directory.EnumerateFiles(Path.Combine(root, "config", "dashboards"), "*.json")
            .Select(file => JObject.Parse(File.ReadAllText(file)))
            .SelectMany(dashboard => dashboard.SelectTokens("panels[*]"), (dashboard, panel) => (Dashboard: (string)dashboard["title"]!, Panel: panel))
            .SelectMany(entry => entry.Panel.SelectTokens("targets[*].expr"), (entry, query) => ($"{entry.Dashboard} / {entry.Panel["title"]}", Query: (string)query!))
            .ToList();
        Assert.True(queries.Count > 80, $"{queries.Count} queries in {root}/config/dashboards");

        // A rate needs two looks at a figure.
        await Eventually.GetAsync(() => EmptyAsync(http, queries), empty => empty.Length == 0, "data in every panel");

        var alerts = (await stack.SlipwayAsync("alerts", "--json")).Succeeded().Json["alerts"]!;
        Assert.True(!alerts.Any(), $"alerts at rest: {alerts}");
        Assert.Contains("Alerts: none fires", (await stack.SlipwayAsync("status")).Succeeded().Output);
    }

    private static async Task<string> EmptyAsync(HttpClient prometheus, IEnumerable<(string Panel, string Query)> queries)
    {
        var empty = new List<string>();
        foreach (var (panel, query) in queries)
        {
            var answer = await prometheus.GetStringAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(query.Replace("$__rate_interval", "1m", StringComparison.Ordinal))}", UriKind.Relative));
            if (JObject.Parse(answer)["data"]!["result"]!.All(series => (string)series["value"]![1]! == "NaN"))
                empty.Add($"{panel}: {query}");
        }
        return string.Join('\n', empty);
    }
}
