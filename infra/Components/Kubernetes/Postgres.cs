using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Random;
using Slipway.Infra.Monitoring;

namespace Slipway.Infra.Components.Kubernetes;

public sealed class PostgresArgs : ResourceArgs
{
    /// <summary>The size of the server's disk, and of that for its dumps.</summary>
    public required string Size { get; init; }

    /// <summary>When databases are dumped, as a cron line.</summary>
    public required string BackupSchedule { get; init; }

    /// <summary>How many dumps are kept.</summary>
    public required int BackupsKept { get; init; }
}

/// <summary>The stack's one PostgreSQL server; every <c>postgres</c> resource gets a database and a role of its own.</summary>
public sealed class Postgres : ComponentResource
{
    public const int Port = 5432;

    private const string MonitoringRole = "slipway_monitoring";

    // The user 'postgres' of the image.
    private const int User = 999;

    // \getenv keeps passwords out of the command line, which every process of the machine may read; errors would show a statement.
    private const string Quiet = "SET log_statement = 'none'; SET log_min_error_statement = 'panic';";

    private const string DatabaseScript =
        $$"""
        psql -qX -v ON_ERROR_STOP=1 <<'SQL'
        \getenv role ROLE
        \getenv password PASSWORD
        {{Quiet}}
        SELECT format('CREATE ROLE %I', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
        SELECT format('ALTER ROLE %I WITH LOGIN PASSWORD %L', :'role', :'password') \gexec
        SELECT format('CREATE DATABASE %I OWNER %I', :'role', :'role') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'role') \gexec
        SELECT format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', :'role') \gexec
        SELECT format('GRANT CONNECT ON DATABASE %I TO {{MonitoringRole}}', :'role') \gexec
        SQL
        """;

    private const string MonitoringScript =
        $$"""
        psql -qX -v ON_ERROR_STOP=1 <<'SQL'
        \getenv password PASSWORD
        {{Quiet}}
        SELECT 'CREATE ROLE {{MonitoringRole}}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{{MonitoringRole}}') \gexec
        SELECT format('ALTER ROLE {{MonitoringRole}} WITH LOGIN PASSWORD %L', :'password') \gexec
        GRANT pg_monitor TO {{MonitoringRole}};
        -- Until the first backup its age counts from here.
        CREATE TABLE IF NOT EXISTS {{PostgresExporterQueries.BackupTable}} (finished_at timestamptz NOT NULL);
        INSERT INTO {{PostgresExporterQueries.BackupTable}} SELECT now() WHERE NOT EXISTS (SELECT FROM {{PostgresExporterQueries.BackupTable}});
        GRANT SELECT ON {{PostgresExporterQueries.BackupTable}} TO {{MonitoringRole}};
        SQL
        """;

    // A dump is renamed when it is whole, so that what is cut off is never taken for one, and old ones go last.
    private const string BackupScript =
        $$"""
        cd /backups
        rm -f ./*.partial
        name="$(date -u +%Y%m%dT%H%M%SZ).sql.gz"
        set -o pipefail
        pg_dumpall --clean --if-exists | gzip > "$name.partial"
        mv "$name.partial" "$name"
        psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --command 'UPDATE {{PostgresExporterQueries.BackupTable}} SET finished_at = now()'
        ls -1 -- *.sql.gz | sort -r | tail -n "+$((KEEP + 1))" | xargs -r rm -f --
        ls -l
        """;

    private readonly Cluster _cluster;
    private readonly Part _server;
    private readonly RandomPassword _administrator;
    private readonly SetupJob _ready;
    private readonly Identity _setup;

    public Postgres(string name, Cluster cluster, PostgresArgs args)
        : base("slipway:kubernetes:Postgres", name, cluster.Options())
    {
        _cluster = cluster;
        // What belongs to the server itself has a dot in its name, which names of resources have not.
        _administrator = Password($"{name}.administrator");
        var secrets = new Secrets($"{name}-server", cluster, new SecretsArgs
        {
            Of = name,
            Secret = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("password", _administrator.Result),
        }, this);
        _server = new Part(name, cluster, new PartArgs
        {
            Image = cluster.Image("postgres"),
            Arguments = ["-c", "max_connections=200", "-c", "password_encryption=scram-sha-256", "-c", "log_connections=on", "-c", "log_min_duration_statement=1000"],
            Variables =
            [
                new EnvVarArgs { Name = "PGDATA", Value = "/var/lib/postgresql/data/pgdata" },
                new EnvVarArgs { Name = "POSTGRES_PASSWORD_FILE", Value = "/run/secrets/postgres/password" },
                // Nobody is trusted for where he connects from, the pod itself included.
                new EnvVarArgs { Name = "POSTGRES_INITDB_ARGS", Value = "--auth-host=scram-sha-256 --auth-local=scram-sha-256 --data-checksums" },
            ],
            Ports = [Port],
            User = User,
            Folders = [new ConfigurationFolder("/run/secrets/postgres", null, secrets.SecretName)],
            ConfigurationHash = secrets.Hash,
            Scratch = ["/var/run/postgresql"],
            DataPath = "/var/lib/postgresql/data",
            DataSize = args.Size,
            Ready = new ProbeArgs
            {
                Exec = new ExecActionArgs { Command = { "pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres" } },
                PeriodSeconds = 5,
                TimeoutSeconds = 3,
                FailureThreshold = 6,
            },
            Requests = Sizes.Of(200, 512),
            Limits = Sizes.Of(2000, 1024),
            // The image stops by SIGINT, a fast shutdown that still writes a checkpoint.
            GraceSeconds = 120,
        }, this);

        _setup = new Identity(Parts.PostgresSetup, cluster, Parts.PostgresSetup, this);
        var monitoring = Password($"{name}.monitoring");
        MonitoringPassword = monitoring.Result;
        _ready = Setup($"{name}.monitoring-role", MonitoringScript, "", monitoring.Result, _server.Ready);
        Backup(name, args);
        RegisterOutputs();
    }

    public static string MonitoringUser => MonitoringRole;

    public Output<string> MonitoringPassword { get; }

    /// <summary>The name others in the namespace reach it under.</summary>
    public Output<string> Host => _server.Host;

    /// <summary>The server, ready for connections and with its monitoring role.</summary>
    public Resource Ready => _ready.Done;

    /// <summary>A database and the one role that owns it. Outputs are those of the Score type <c>postgres</c>.</summary>
    public Provided Database(string name)
    {
        var identifier = Names.Identifier(name);
        var password = Password(name);
        var setup = Setup(name, DatabaseScript, identifier, password.Result, _ready.Done);
        return new Provided(setup.Done, new Dictionary<string, Output<string>>
        {
            ["host"] = _server.Host,
            ["port"] = Output.Create(Port.ToString()),
            ["name"] = Output.Create(identifier),
            ["database"] = Output.Create(identifier),
            ["username"] = Output.Create(identifier),
            ["password"] = password.Result,
        });
    }

    private SetupJob Setup(string name, string script, string role, Output<string> password, Resource after)
    {
        var secrets = new Secrets($"{name}-setup", _cluster, new SecretsArgs
        {
            Of = Names.Of(Names.LongestWithSuffix, name, "setup"),
            Secret = ImmutableSortedDictionary<string, Output<string>>.Empty
                .Add("administrator-password", _administrator.Result)
                .Add("password", password),
        }, this);
        return new SetupJob(name, _cluster, new SetupJobArgs
        {
            Part = Parts.PostgresSetup,
            Image = _cluster.Image("postgres"),
            User = User,
            Script = script,
            Secrets = secrets,
            Variables = [.. Connection(secrets, "administrator-password"), new EnvVarArgs { Name = "ROLE", Value = role }, secrets.Variable("PASSWORD", "password")],
            Account = _setup.Account,
            After = [after],
        }, this);
    }

    private IEnumerable<EnvVarArgs> Connection(Secrets secrets, string key) =>
    [
        new EnvVarArgs { Name = "PGHOST", Value = _server.Host },
        new EnvVarArgs { Name = "PGPORT", Value = Port.ToString() },
        new EnvVarArgs { Name = "PGUSER", Value = "postgres" },
        new EnvVarArgs { Name = "PGDATABASE", Value = "postgres" },
        secrets.Variable("PGPASSWORD", key),
    ];

    /// <summary>Dumps every database by schedule, to a disk of its own: one that fails does not take the other along.</summary>
    private void Backup(string name, PostgresArgs args)
    {
        var part = Parts.PostgresBackup;
        var identity = new Identity(part, _cluster, part, this);
        var secrets = new Secrets(part, _cluster, new SecretsArgs
        {
            Of = part,
            Secret = ImmutableSortedDictionary<string, Output<string>>.Empty.Add("password", _administrator.Result),
        }, this);
        var disk = Disk.Claim($"{part}-disk", part, _cluster, "ReadWriteOnce", args.Size, this);
        var pod = new Pod
        {
            Name = part,
            ServiceAccount = identity.Account,
            RestartPolicy = "Never",
            User = User,
            FileGroup = User,
            PullSecret = _cluster.Registry.PullSecret,
            Volumes = [Disk.Volume("backups", Cluster.NameOf(disk, part))],
            Containers =
            [
                Pod.Container(new ContainerArgs
                {
                    Name = "backup",
                    Image = _cluster.Image("postgres"),
                    Command = new[] { "/bin/bash", "-eu", "-c", Pod.Literal(BackupScript) },
                    Env = Connection(secrets, "password").Append(new EnvVarArgs { Name = "KEEP", Value = args.BackupsKept.ToString() }).ToArray(),
                    VolumeMounts = new VolumeMountArgs { Name = "backups", MountPath = "/backups" },
                    Resources = Sizes.Requirements(Sizes.Of(100, 64), Sizes.Of(1000, 256)),
                }),
            ],
        };
        _ = new CronJob($"{name}-backup-schedule", new CronJobArgs
        {
            Metadata = _cluster.Metadata(part, part),
            Spec = new CronJobSpecArgs
            {
                Schedule = args.BackupSchedule,
                TimeZone = "Etc/UTC",
                ConcurrencyPolicy = "Forbid",
                StartingDeadlineSeconds = 3600,
                SuccessfulJobsHistoryLimit = 1,
                FailedJobsHistoryLimit = 3,
                JobTemplate = new JobTemplateSpecArgs
                {
                    Spec = new JobSpecArgs { BackoffLimit = 2, ActiveDeadlineSeconds = 7200, Template = pod.Template(_cluster) },
                },
            },
        }, _cluster.ChildOf(this, _server.Ready));
    }

    private RandomPassword Password(string name) =>
        new($"{name}-password", new RandomPasswordArgs { Length = 32, Special = false }, new CustomResourceOptions { Parent = this });
}
