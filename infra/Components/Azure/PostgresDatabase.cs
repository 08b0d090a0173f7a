using Pulumi;
using Db = Pulumi.Azure.PostgreSql;

namespace Slipway.Infra.Components.Azure;

public sealed class PostgresDatabaseArgs : ResourceArgs
{
    public required Output<string> ServerId { get; init; }

    public required Output<string> Server { get; init; }

    public required int Port { get; init; }

    public required string Administrator { get; init; }

    public required StoredSecret AdministratorPassword { get; init; }

    public required string PsqlImage { get; init; }

    public required Secrets Secrets { get; init; }

    public required AppEnvironment Environment { get; init; }
}

/// <summary>A database and the one role that owns it.</summary>
public sealed class PostgresDatabase : ComponentResource
{
    public PostgresDatabase(string name, Foundation foundation, PostgresDatabaseArgs args, Resource parent)
        : base("slipway:azure:PostgresDatabase", name, new ComponentResourceOptions { Parent = parent })
    {
        var identifier = AzureNames.Identifier(name);
        var password = DatabasePassword.Make(name, this);
        Password = args.Secrets.Keep($"{name}-password", password.Result);
        var database = new Db.FlexibleServerDatabase(name, new Db.FlexibleServerDatabaseArgs
        {
            Name = identifier,
            ServerId = args.ServerId,
            Charset = "UTF8",
            Collation = "en_US.utf8",
        }, foundation.Keeping(this));
        var role = new PostgresRole($"{name}-role", foundation, new PostgresRoleArgs
        {
            Image = args.PsqlImage,
            Server = args.Server,
            Port = args.Port,
            Administrator = args.Administrator,
            AdministratorPassword = args.AdministratorPassword,
            Database = database.Name,
            Role = identifier,
            RolePassword = Password,
            Environment = args.Environment,
        }, this);

        Provided = new Provided(role.Job, new Dictionary<string, Output<string>>
        {
            ["host"] = args.Server,
            ["port"] = Output.Create(args.Port.ToString()),
            ["name"] = database.Name,
            ["database"] = database.Name,
            ["username"] = Output.Create(identifier),
            ["password"] = password.Result,
        });
        RegisterOutputs();
    }

    /// <summary>Outputs are those of the Score type <c>postgres</c>.</summary>
    public Provided Provided { get; }

    /// <summary>Where the password of the role is kept.</summary>
    public StoredSecret Password { get; }
}
