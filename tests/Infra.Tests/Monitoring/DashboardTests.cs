using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Monitoring;
using Slipway.Infra.Monitoring.Dashboards;
using Slipway.Infra.Workloads;

namespace Infra.Tests.Monitoring;

public sealed class DashboardTests
{
    private static readonly Observed Repository = Watching.Everything() with { Catalog = Watching.Repository() };

    [Fact]
    public void The_platform_its_parts_and_every_workload_have_one()
    {
        var names = DashboardSet.Of(Watching.Everything(Watching.Shop)).Select(dashboard => dashboard.Name);

        Assert.Equal(["overview", "edge", "postgres", "machine", "workload-shop"], names);
    }

    [Fact]
    public void A_part_that_publishes_nothing_has_none()
    {
        var names = DashboardSet.Of(Watching.Of([], Watching.Shop)).Select(dashboard => dashboard.Name);

        Assert.Equal(["overview", "workload-shop"], names);
    }

    [Fact]
    public void A_workload_brings_its_own() =>
        Assert.Contains(DashboardSet.Of(Repository), dashboard => dashboard is { Name: "own-downloads", Title: "Downloads" });

    [Fact]
    public void A_uid_stays_the_same_and_fits_Grafana_however_long_the_name()
    {
        var longName = new Dashboard("workload-" + new string('a', 63), "A", []);

        Assert.Equal("slipway-workload-shop", new Dashboard("workload-shop", "Shop", []).Uid);
        Assert.Equal(longName.Uid, (longName with { Title = "B" }).Uid);
        Assert.InRange(longName.Uid.Length, 1, 40);
        Assert.NotEqual(longName.Uid, new Dashboard("workload-" + new string('a', 62), "A", []).Uid);
    }

    [Fact]
    public void Panels_lie_beside_each_other_without_touching()
    {
        foreach (var dashboard in DashboardSet.Of(Repository))
        {
            var taken = new HashSet<(int, int)>();
            foreach (var place in JObject.Parse(dashboard.ToString())["panels"]!.Select(panel => panel["gridPos"]!))
            {
                Assert.True((int)place["x"]! + (int)place["w"]! <= Panel.FullWidth);
                foreach (var column in Enumerable.Range((int)place["x"]!, (int)place["w"]!))
                {
                    foreach (var row in Enumerable.Range((int)place["y"]!, (int)place["h"]!))
                        Assert.True(taken.Add((column, row)), $"{dashboard.Name}: two panels at column {column}, row {row}");
                }
            }
        }
    }

    [Fact]
    public void Every_query_is_one_Prometheus_understands()
    {
        var queries = DashboardSet.Of(Repository).SelectMany(dashboard => dashboard.Panels).SelectMany(panel => panel.Queries).Select(query => query.Expression.Replace("$__rate_interval", "1m"));
        var rules = new JObject
        {
            ["groups"] = new JArray(new JObject { ["name"] = "queries", ["rules"] = new JArray(queries.Select((query, index) => new JObject { ["record"] = $"query:{index}", ["expr"] = query })) }),
        };

        Watching.Run("promtool", ["check", "rules", "rules.yml"], ("rules.yml", rules.ToString()));
    }

    [Fact]
    public void Every_dashboard_is_of_a_current_schema_and_reads_from_the_source_that_is_provisioned()
    {
        foreach (var dashboard in DashboardSet.Of(Repository).Select(dashboard => JObject.Parse(dashboard.ToString())))
        {
            Assert.Equal(41, (int)dashboard["schemaVersion"]!);
            Assert.All(dashboard.SelectTokens("panels[*].targets[*].datasource.uid"), uid => Assert.Equal(Provisioning.PrometheusUid, (string)uid!));
            Assert.Equal(dashboard.SelectTokens("panels[*].id").Count(), dashboard.SelectTokens("panels[*].id").Distinct().Count());
        }
        Assert.Equal(
            DashboardSet.Of(Repository).Select(dashboard => dashboard.Uid).Distinct().Count(),
            DashboardSet.Of(Repository).Length);
    }
}
