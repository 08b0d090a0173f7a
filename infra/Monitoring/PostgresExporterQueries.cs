using Newtonsoft.Json.Linq;

namespace Slipway.Infra.Monitoring;

/// <summary>What the exporter of PostgreSQL tells besides its own figures, where backups write down that they succeeded.</summary>
public static class PostgresExporterQueries
{
    /// <summary>The table, in the database <c>postgres</c>, whose one row says when the latest backup was finished.</summary>
    public const string BackupTable = "slipway_backup";

    /// <summary>The file the exporter reads. Written as JSON, which is YAML.</summary>
    public static string Text { get; } = new JObject
    {
        ["slipway_backup"] = new JObject
        {
            ["query"] = $"SELECT extract(epoch FROM finished_at) AS last_success_timestamp_seconds FROM {BackupTable}",
            ["master"] = true,
            ["metrics"] = new JArray(new JObject
            {
                ["last_success_timestamp_seconds"] = new JObject { ["usage"] = "GAUGE", ["description"] = "When the latest backup was finished" },
            }),
        },
    }.ToString();
}
