using System.Collections.Immutable;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Random;

namespace Slipway.Infra.Components.Docker;

/// <summary>
/// The stack's one PostgreSQL server, on the data network; every <c>postgres</c> resource gets a database and a role of
/// its own. A database outlives the resource it was made for: data goes when somebody drops it, not with a line of YAML.
/// </summary>
public sealed class Postgres : ComponentResource
{
    private const string Server = "postgres";
    private const int Port = 5432;

    private readonly Host _host;
    private readonly Output<string> _administratorPassword;
    private readonly Resource _ready;

    public Postgres(string name, Host host)
        : base("slipway:docker:Postgres", name, host.Options)
    {
        _host = host;
        _administratorPassword = Password($"{name}.administrator");
        var volume = host.Volume(this, name);
        var server = host.Run(this, host.Part("postgres", name, Identity.Postgres) with
        {
            Command =
            [
                "postgres", "-c", "max_connections=200", "-c", "password_encryption=scram-sha-256",
                "-c", $"shared_buffers={host.Settings.Parts["postgres"].Size.MemoryBytes / 4 / 1024}kB",
            ],
            Environment = ImmutableSortedDictionary<string, Input<string>>.Empty
                .Add("PGDATA", "/var/lib/postgresql/data/pgdata")
                .Add("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --data-checksums")
                .Add("POSTGRES_PASSWORD_FILE", "/run/secrets/administrator"),
            Files = [new PlacedFile("/run/secrets/administrator", _administratorPassword)],
            Volumes = [new VolumePlace(volume.Name, "/var/lib/postgresql/data")],
            Scratch = ["/var/run/postgresql"],
            SharedMemoryMebibytes = 128,
            Networks = [new NetworkPlace(host.Network.Data, [Server])],
            // While it makes its first database, the server answers on its socket only.
            Health = HealthCheck.Program("pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres") with { StartPeriod = 60 },
            Exclusive = true,
            StopSeconds = 60,
        }, volume.Ready);

        MonitoringPassword = Password($"{name}.monitoring");
        _ready = Statements($"{name}.monitoring", MonitoringPassword.Apply(DatabaseStatements.MonitoringRole), server);
        RegisterOutputs();
    }

    public Output<string> MonitoringPassword { get; }

    /// <summary>Where the exporter finds the server: host, port, database.</summary>
    public static string MonitoringAddress => $"{Server}:{Port}/postgres?sslmode=disable";

    /// <summary>The server, ready for connections.</summary>
    public Resource Ready => _ready;

    /// <summary>A database and the one role that owns it. Outputs are those of the Score type <c>postgres</c>.</summary>
    public Provided Database(string name)
    {
        var identifier = name.Replace('-', '_');
        var password = Password(name);
        var database = Statements(name, password.Apply(secret => DatabaseStatements.Database(identifier, secret)), _ready);
        return new Provided(database, new Dictionary<string, Output<string>>
        {
            ["host"] = Output.Create(Server),
            ["port"] = Output.Create(Port.ToString()),
            ["name"] = Output.Create(identifier),
            ["database"] = Output.Create(identifier),
            ["username"] = Output.Create(identifier),
            ["password"] = password,
        });
    }

    private Output<string> Password(string name) =>
        new RandomPassword($"{name}-password", new RandomPasswordArgs { Length = 32, Special = false }, new CustomResourceOptions { Parent = this }).Result;

    /// <summary>Statements that may be repeated, run when they change.</summary>
    private Container Statements(string name, Output<string> statements, Resource after) =>
        _host.Run(this, _host.Part("postgres", name, Identity.Postgres) with
        {
            Entrypoint = ["psql"],
            Command = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "/run/secrets/statements.sql"],
            Environment = ImmutableSortedDictionary<string, Input<string>>.Empty
                .Add("PGDATABASE", "postgres")
                .Add("PGHOST", Server)
                .Add("PGPASSFILE", "/run/secrets/passwords")
                .Add("PGUSER", "postgres"),
            Files =
            [
                new PlacedFile("/run/secrets/passwords", Output.Format($"{Server}:{Port}:*:postgres:{_administratorPassword}\n")),
                new PlacedFile("/run/secrets/statements.sql", statements),
            ],
            Networks = [new NetworkPlace(_host.Network.Data, [])],
            Once = true,
        }, after);
}
