using Pulumi;
using Db = Pulumi.Azure.PostgreSql;
using DbInputs = Pulumi.Azure.PostgreSql.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class PostgresArgs : ResourceArgs
{
    public required PostgresSettings Settings { get; init; }

    public required bool ZoneRedundant { get; init; }

    /// <summary>An image with <c>psql</c>.</summary>
    public required string PsqlImage { get; init; }

    public required Network Network { get; init; }

    public required Secrets Secrets { get; init; }

    public required Logs Logs { get; init; }

    public required AppEnvironment Environment { get; init; }
}

/// <summary>
/// The environment's one PostgreSQL server, which only the network reaches. Every <c>postgres</c> resource gets a database, and a role that
/// owns it: made by a job inside the environment, as the server does not answer whoever deploys.
/// </summary>
public sealed class Postgres : ComponentResource
{
    private const string Administrator = "slipway_admin";
    private const int Port = 5432;

    private readonly Foundation _foundation;
    private readonly PostgresArgs _args;
    private readonly Db.FlexibleServer _server;
    private readonly StoredSecret _administratorPassword;

    public Postgres(string name, Foundation foundation, PostgresArgs args)
        : base("slipway:azure:Postgres", name, foundation.Part)
    {
        _foundation = foundation;
        _args = args;
        var settings = args.Settings;
        var password = DatabasePassword.Make($"{name}-administrator", this);
        _administratorPassword = args.Secrets.Keep($"{name}-administrator-password", password.Result);
        var serverName = foundation.Names.Global("pg", 63);
        var zone = args.Network.Zone("postgres", $"{serverName}.private.postgres.database.azure.com");

        var server = new Db.FlexibleServerArgs
        {
            Name = serverName,
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            Version = settings.Version,
            SkuName = settings.Sku,
            StorageMb = settings.StorageGigabytes * 1024,
            AutoGrowEnabled = true,
            DelegatedSubnetId = args.Network.DataSubnetId,
            PrivateDnsZoneId = zone.Zone.Id,
            PublicNetworkAccessEnabled = false,
            AdministratorLogin = Administrator,
            AdministratorPassword = password.Result,
            Authentication = new DbInputs.FlexibleServerAuthenticationArgs { PasswordAuthEnabled = true, ActiveDirectoryAuthEnabled = false },
            BackupRetentionDays = settings.BackupDays,
            GeoRedundantBackupEnabled = settings.GeoRedundantBackup,
            // Sunday at two: Azure's updates come then, not at a time of its choice.
            MaintenanceWindow = new DbInputs.FlexibleServerMaintenanceWindowArgs { DayOfWeek = 0, StartHour = 2, StartMinute = 0 },
            Tags = foundation.Tags,
        };
        if (args.ZoneRedundant)
            server.HighAvailability = new DbInputs.FlexibleServerHighAvailabilityArgs { Mode = "ZoneRedundant" };
        var options = foundation.Keeping(this);
        options.DependsOn.Add(zone.Link);
        // Azure picks the zones, and swaps them when the standby takes over: that is no drift.
        options.IgnoreChanges.AddRange(["zone", "highAvailability.standbyAvailabilityZone"]);
        _server = new Db.FlexibleServer(name, server, options);
        foundation.Lock(name, this, _server.Id);
        args.Logs.Keep(name, this, _server.Id, "allLogs");

        Configure("require_secure_transport", "on");
        Configure("ssl_min_protocol_version", "TLSv1.2");
        Configure("password_encryption", "scram-sha-256");
        Configure("log_connections", "on");
        Configure("log_disconnections", "on");
        Configure("connection_throttle.enable", "on");
        RegisterOutputs();
    }

    public Output<string> Id => _server.Id;

    /// <summary>A database and the one role that owns it. Outputs are those of the Score type <c>postgres</c>.</summary>
    public PostgresDatabase Database(string name) => new(name, _foundation, new PostgresDatabaseArgs
    {
        ServerId = _server.Id,
        Server = _server.Fqdn,
        Port = Port,
        Administrator = Administrator,
        AdministratorPassword = _administratorPassword,
        PsqlImage = _args.PsqlImage,
        Secrets = _args.Secrets,
        Environment = _args.Environment,
    }, this);

    private void Configure(string setting, string value) =>
        _ = new Db.FlexibleServerConfiguration($"postgres-{setting.Replace('_', '-').Replace('.', '-')}", new Db.FlexibleServerConfigurationArgs
        {
            Name = setting,
            ServerId = _server.Id,
            Value = value,
        }, new CustomResourceOptions { Parent = this });
}
