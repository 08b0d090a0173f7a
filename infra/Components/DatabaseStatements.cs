namespace Slipway.Infra.Components;

/// <summary>SQL, for psql, that makes what PostgreSQL should have; all of it may be run again.</summary>
public static class DatabaseStatements
{
    /// <summary>The role that reads the server's figures.</summary>
    public const string Monitor = "slipway_monitoring";

    public static string MonitoringRole(string password) =>
        $"""
        {CreateRole(Monitor)}
        ALTER ROLE {Monitor} WITH LOGIN PASSWORD '{password}';
        GRANT pg_monitor TO {Monitor};
        """;

    /// <summary>A database and the one role that owns it, both of one name; the monitoring role must be there.</summary>
    public static string Database(string name, string password) =>
        $"""
        {CreateRole(name)}
        ALTER ROLE "{name}" WITH LOGIN PASSWORD '{password}';
        SELECT 'CREATE DATABASE "{name}" OWNER "{name}"'
            WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}')\gexec
        REVOKE CONNECT ON DATABASE "{name}" FROM PUBLIC;
        GRANT CONNECT ON DATABASE "{name}" TO {Monitor};
        """;

    private static string CreateRole(string role) =>
        $"""
        SELECT 'CREATE ROLE "{role}"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')\gexec
        """;
}
