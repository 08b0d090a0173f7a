using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Local;
using Pulumi.Random;

namespace Slipway.Infra.Components.Local;

/// <summary>The stack's one PostgreSQL server; every <c>postgres</c> resource gets a database and a role of its own.</summary>
public sealed class Postgres : ComponentResource
{
    private readonly Machine _machine;
    private readonly Command _ready;

    public Postgres(string name, Machine machine, ComponentResourceOptions? options = null)
        : base("slipway:local:Postgres", name, options)
    {
        _machine = machine;
        var place = machine.Place;
        Port = machine.Ports["postgres"];

        var administrator = Password($"{name}-administrator");
        var folder = machine.Run(this, $"{name}-data", "postgres-init.sh", null, [], administrator.Result);

        var server = machine.Unit(this, new Unit
        {
            Name = name,
            Address = $"127.0.0.1:{Port}",
            Command =
            [
                place.Path("data", "postgres-bin", "postgres"), "-D", place.Path("data", "postgres"),
                "-c", "listen_addresses=127.0.0.1", "-c", $"port={Port}", "-c", "unix_socket_directories=",
                "-c", "max_connections=200", "-c", "password_encryption=scram-sha-256",
                // A failed statement may hold a password: it is not written to the log.
                "-c", "log_min_error_statement=panic",
            ],
            Environment = ImmutableSortedDictionary<string, Input<string>>.Empty.Add("LC_ALL", "C.UTF-8"),
            Ready = $"command:{Scripts.Quote(place.Path("data", "postgres-bin", "pg_isready"))} -q -h 127.0.0.1 -p {Port}",
            Priority = 10,
            StopSignal = "INT",
        }, folder);

        var monitoring = Password($"{name}-monitoring");
        MonitoringPassword = monitoring.Result;
        _ready = Sql($"{name}-monitoring-role", "postgres", null, monitoring.Result.Apply(DatabaseStatements.MonitoringRole), server);

        RegisterOutputs();
    }

    public int Port { get; }

    public static string MonitoringUser => DatabaseStatements.Monitor;

    public Output<string> MonitoringPassword { get; }

    /// <summary>The server, ready for connections.</summary>
    public Resource Ready => _ready;

    /// <summary>A database and the one role that owns it. Outputs are those of the Score type <c>postgres</c>.</summary>
    public Provided Database(string name)
    {
        var identifier = name.Replace('-', '_');
        var password = Password(name);
        var database = Sql(name, "postgres", "database-delete.sh", password.Result.Apply(secret => DatabaseStatements.Database(identifier, secret)), _ready, identifier);

        return new Provided(database, new Dictionary<string, Output<string>>
        {
            ["host"] = Output.Create("127.0.0.1"),
            ["port"] = Output.Create(Port.ToString()),
            ["name"] = Output.Create(identifier),
            ["database"] = Output.Create(identifier),
            ["username"] = Output.Create(identifier),
            ["password"] = password.Result,
        });
    }

    private RandomPassword Password(string name) =>
        new($"{name}-password", new RandomPasswordArgs { Length = 32, Special = false }, new CustomResourceOptions { Parent = this });

    private Command Sql(string name, string database, string? delete, Output<string> statements, Resource after, string identifier = "") =>
        _machine.Run(this, name, "sql.sh", delete, new InputMap<string>
        {
            ["PORT"] = Port.ToString(),
            ["DATABASE"] = database,
            ["NAME"] = identifier,
        }, statements, after);
}
