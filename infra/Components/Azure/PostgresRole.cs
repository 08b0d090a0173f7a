using Pulumi;
using Apps = Pulumi.Azure.ContainerApp;
using AppsInputs = Pulumi.Azure.ContainerApp.Inputs;

namespace Slipway.Infra.Components.Azure;

public sealed class PostgresRoleArgs : ResourceArgs
{
    public required string Image { get; init; }

    public required Output<string> Server { get; init; }

    public required int Port { get; init; }

    public required string Administrator { get; init; }

    public required StoredSecret AdministratorPassword { get; init; }

    public required Output<string> Database { get; init; }

    public required string Role { get; init; }

    public required StoredSecret RolePassword { get; init; }

    public required AppEnvironment Environment { get; init; }
}

/// <summary>
/// A role that owns a database, kept as it should be by a job that looks every five minutes. A job that had to be started by hand would leave a first
/// update unfinished, and one in every app would have to hand the administrator's password to workloads.
/// </summary>
public sealed class PostgresRole : ComponentResource
{
    // psql takes the values as variables and quotes them itself: :"x" as a name, :'x' as a text. Passwords never stand in arguments.
    private const string Script =
        """
        set -eu
        export PGPASSWORD="$ADMINISTRATOR_PASSWORD"
        psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "host=$SERVER port=$PORT user=$ADMINISTRATOR dbname=$DATABASE sslmode=require connect_timeout=10" <<'SQL'
        \getenv role ROLE
        \getenv database DATABASE
        \getenv password ROLE_PASSWORD
        SET client_min_messages = warning;
        SELECT format('CREATE ROLE %I', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role')\gexec
        ALTER ROLE :"role" WITH LOGIN PASSWORD :'password';
        GRANT :"role" TO CURRENT_USER;
        SELECT format('ALTER DATABASE %I OWNER TO %I', :'database', :'role')
            WHERE EXISTS (SELECT FROM pg_database WHERE datname = :'database' AND pg_get_userbyid(datdba) <> :'role')\gexec
        REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;
        SQL
        """;

    public PostgresRole(string name, Foundation foundation, PostgresRoleArgs args, Resource parent)
        : base("slipway:azure:PostgresRole", name, new ComponentResourceOptions { Parent = parent })
    {
        var identity = new Identity(name, foundation, this);
        identity.Grant("reads-administrator-password", args.AdministratorPassword.Scope, "Key Vault Secrets User");
        identity.Grant("reads-password", args.RolePassword.Scope, "Key Vault Secrets User");

        AppsInputs.JobSecretArgs Secret(StoredSecret secret) =>
            new() { Name = secret.Name, KeyVaultSecretId = secret.Reference, Identity = identity.Id };
        AppsInputs.JobTemplateContainerEnvArgs Plain(string variable, Input<string> value) => new() { Name = variable, Value = value };
        AppsInputs.JobTemplateContainerEnvArgs Hidden(string variable, StoredSecret secret) => new() { Name = variable, SecretName = secret.Name };

        var options = new CustomResourceOptions { Parent = this };
        options.DependsOn.AddRange([.. identity.Grants]);
        Job = new Apps.Job(name, new Apps.JobArgs
        {
            Name = AzureNames.App(name),
            ResourceGroupName = foundation.GroupName,
            Location = foundation.Location,
            ContainerAppEnvironmentId = args.Environment.Id,
            WorkloadProfileName = AppEnvironment.Profile,
            Identity = new AppsInputs.JobIdentityArgs { Type = "UserAssigned", IdentityIds = { identity.Id } },
            ScheduleTriggerConfig = new AppsInputs.JobScheduleTriggerConfigArgs { CronExpression = "*/5 * * * *", Parallelism = 1, ReplicaCompletionCount = 1 },
            ReplicaTimeoutInSeconds = 120,
            ReplicaRetryLimit = 3,
            Secrets = { Secret(args.AdministratorPassword), Secret(args.RolePassword) },
            Template = new AppsInputs.JobTemplateArgs
            {
                Containers =
                {
                    new AppsInputs.JobTemplateContainerArgs
                    {
                        Name = "psql",
                        Image = args.Image,
                        Cpu = 0.25,
                        Memory = "0.5Gi",
                        Commands = { "/bin/sh", "-c" },
                        Args = { Script },
                        Envs =
                        {
                            Plain("SERVER", args.Server),
                            Plain("PORT", args.Port.ToString()),
                            Plain("ADMINISTRATOR", args.Administrator),
                            Plain("DATABASE", args.Database),
                            Plain("ROLE", args.Role),
                            Hidden("ADMINISTRATOR_PASSWORD", args.AdministratorPassword),
                            Hidden("ROLE_PASSWORD", args.RolePassword),
                        },
                    },
                },
            },
            Tags = foundation.Tags,
        }, options);
        RegisterOutputs();
    }

    public Resource Job { get; }
}
