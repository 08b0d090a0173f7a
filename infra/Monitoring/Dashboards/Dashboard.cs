using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring.Dashboards;

/// <summary>A dashboard of Grafana. Its <paramref name="Name"/> makes its uid, so that links to it stay.</summary>
public sealed record Dashboard(string Name, string Title, ImmutableArray<Panel> Panels)
{
    // What Grafana 12 writes.
    private const int SchemaVersion = 41;
    private const int LongestUid = 40;

    public string Uid => $"slipway-{Name}" is { Length: <= LongestUid } uid ? uid
        : $"slipway-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)))[..16]}";

    public string FileName => $"{Name}.json";

    /// <summary>The JSON Grafana reads.</summary>
    public override string ToString()
    {
        var panels = new JArray();
        int x = 0, y = 0, rowHeight = 0;
        foreach (var (panel, index) in Panels.Select((panel, index) => (panel, index)))
        {
            if (x + panel.Width > Panel.FullWidth)
                (x, y, rowHeight) = (0, y + rowHeight, 0);
            panels.Add(panel.Json(index + 1, x, y));
            x += panel.Width;
            rowHeight = Math.Max(rowHeight, panel.Height);
        }
        return new JObject
        {
            ["uid"] = Uid,
            ["title"] = Title,
            ["tags"] = new JArray("slipway"),
            ["schemaVersion"] = SchemaVersion,
            ["version"] = 1,
            ["editable"] = false,
            ["graphTooltip"] = 1,
            ["refresh"] = "10s",
            ["time"] = new JObject { ["from"] = "now-1h", ["to"] = "now" },
            ["timezone"] = "browser",
            ["annotations"] = new JObject { ["list"] = new JArray() },
            ["templating"] = new JObject { ["list"] = new JArray() },
            ["links"] = new JArray(new JObject
            {
                ["type"] = "dashboards",
                ["title"] = "Dashboards",
                ["tags"] = new JArray("slipway"),
                ["asDropdown"] = true,
                ["keepTime"] = true,
            }),
            ["panels"] = panels,
        }.ToString();
    }
}
