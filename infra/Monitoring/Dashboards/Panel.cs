using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Slipway.Infra.Workloads;

namespace Slipway.Infra.Monitoring.Dashboards;

/// <summary>One picture of a dashboard. Its queries give 0 rather than nothing where all is quiet, so that an empty panel always means a fault.</summary>
/// <param name="Unit">The unit of its values, by Grafana's id.</param>
public sealed record Panel(string Title, string Unit, ImmutableArray<Query> Queries)
{
    /// <summary>The columns of Grafana's grid.</summary>
    public const int FullWidth = 24;

    public PanelKind Kind { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Values from here on are red; null where no value is worse than another.</summary>
    public double? Bad { get; init; }

    public int Width => Kind switch { PanelKind.Number => 6, PanelKind.Table => FullWidth, _ => 12 };

    public int Height => Kind == PanelKind.Number ? 4 : 8;

    public static Panel Graph(string title, string unit, params Query[] queries) => new(title, unit, [.. queries]);

    public static Panel Number(string title, string unit, string expression, double? bad = null) =>
        new(title, unit, [new Query("", expression)]) { Kind = PanelKind.Number, Bad = bad };

    internal JObject Json(int id, int x, int y) => new()
    {
        ["id"] = id,
        ["title"] = Title,
        ["description"] = Description,
        ["type"] = Kind switch { PanelKind.Number => "stat", PanelKind.Table => "table", _ => "timeseries" },
        ["datasource"] = Source,
        ["gridPos"] = new JObject { ["x"] = x, ["y"] = y, ["w"] = Width, ["h"] = Height },
        ["fieldConfig"] = new JObject { ["defaults"] = Defaults(), ["overrides"] = new JArray() },
        ["options"] = Options(),
        ["targets"] = new JArray(Queries.Select((query, index) => new JObject
        {
            ["refId"] = ((char)('A' + index)).ToString(),
            ["datasource"] = Source,
            ["expr"] = query.Expression,
            ["legendFormat"] = query.Legend.Length > 0 ? query.Legend : "__auto",
            ["instant"] = Kind != PanelKind.Graph,
            ["range"] = Kind == PanelKind.Graph,
            ["format"] = Kind == PanelKind.Table ? "table" : "time_series",
        })),
    };

    private static JObject Source => new() { ["type"] = "prometheus", ["uid"] = Provisioning.PrometheusUid };

    private JObject Defaults()
    {
        var steps = new JArray(new JObject { ["color"] = "green", ["value"] = null });
        if (Bad is { } bad)
            steps.Add(new JObject { ["color"] = "red", ["value"] = bad });
        return new JObject
        {
            ["unit"] = Unit,
            ["min"] = Kind == PanelKind.Graph ? 0 : null,
            ["thresholds"] = new JObject { ["mode"] = "absolute", ["steps"] = steps },
        };
    }

    private JObject Options() => Kind switch
    {
        PanelKind.Number => new JObject
        {
            ["reduceOptions"] = new JObject { ["calcs"] = new JArray("lastNotNull"), ["fields"] = "", ["values"] = false },
            ["colorMode"] = "value",
            ["graphMode"] = "none",
        },
        PanelKind.Table => new JObject { ["showHeader"] = true },
        _ => new JObject
        {
            ["legend"] = new JObject { ["displayMode"] = "list", ["placement"] = "bottom", ["showLegend"] = true },
            ["tooltip"] = new JObject { ["mode"] = "multi", ["sort"] = "desc" },
        },
    };
}

/// <summary>One line of a panel, or several where the expression gives several.</summary>
public sealed record Query(string Legend, string Expression)
{
    /// <summary>The same, and 0 where there is nothing.</summary>
    public static Query OrZero(string legend, string expression) => new(legend, $"({expression}) or on () vector(0)");
}
