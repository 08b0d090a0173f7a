using System.Globalization;
using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>A database server: a standby counts as much again. Backups up to its size are free, unless they are kept in a second region.</summary>
internal sealed class PostgresServer : PricedKind<AzurePostgresServer>
{
    private const decimal MegabytesOfGigabyte = 1024;

    protected override IEnumerable<CostLine> Lines(AzurePostgresServer server, PricedResource resource)
    {
        var servers = server.HighAvailability.Select(_ => 2).Or(1).Amount();
        var storage = server.StorageMb.Amount() / MegabytesOfGigabyte;
        yield return Server(server.SkuName.Content, resource, servers * resource.Usage.Hours);
        yield return resource.Line("storage", servers * storage, "postgres-flexible/storage-gb-month");
        if (server.GeoRedundantBackupEnabled.Content) yield return resource.Line("backups in a second region", storage, "postgres-flexible/geo-backup-gb-month");
    }

    // GP_Standard_D2ds_v5: two processors of the series Ddsv5, paid for each. B_Standard_B1ms: paid for as a whole.
    private static CostLine Server(string? sku, PricedResource resource, decimal? hours)
    {
        if (sku is null) return resource.Line("server", null, "postgres-flexible/server-hour");
        var size = sku[(sku.LastIndexOf("Standard_", StringComparison.Ordinal) + "Standard_".Length)..].ToLowerInvariant();
        var digits = new string([.. size.Skip(1).TakeWhile(char.IsAsciiDigit)]);
        return sku.StartsWith("B_", StringComparison.Ordinal) || digits.Length == 0
            ? resource.Line("server", hours, $"postgres-flexible/{size}-hour")
            : resource.Line("server", hours * decimal.Parse(digits, CultureInfo.InvariantCulture), $"postgres-flexible/{size[0]}{size[(1 + digits.Length)..].Replace("_", "", StringComparison.Ordinal)}-vcore-hour");
    }
}
