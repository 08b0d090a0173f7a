namespace Slipway.Infra.Components.Azure;

/// <summary>The environment's PostgreSQL server.</summary>
public sealed record PostgresSettings
{
    /// <summary>The size, such as <c>GP_Standard_D2ds_v5</c>; burstable ones (<c>B_…</c>) cannot be zone-redundant.</summary>
    public string Sku { get; init; } = "GP_Standard_D2ds_v5";

    /// <summary>The major version.</summary>
    public string Version { get; init; } = "17";

    public int StorageGigabytes { get; init; } = 128;

    /// <summary>Days any moment can be restored of.</summary>
    public int BackupDays { get; init; } = 35;

    /// <summary>True to keep backups in the paired region too.</summary>
    public bool GeoRedundantBackup { get; init; } = true;
}
