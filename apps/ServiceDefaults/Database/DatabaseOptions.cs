using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Slipway.ServiceDefaults;

/// <summary>
/// The service's database, in parts: a generated password holds characters that would have to be quoted in a
/// connection string, and whoever fills in variables cannot quote. <c>ConnectionStrings:Default</c> does as well.
/// </summary>
internal sealed class DatabaseOptions
{
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 5432;

    public string? Name { get; set; }

    public string? Username { get; set; }

    [Secret]
    public string? Password { get; set; }

    /// <summary>A file that holds the password, for platforms that mount secrets.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Disable, Prefer, Require, VerifyCA or VerifyFull.</summary>
    public SslMode SslMode { get; set; } = SslMode.Prefer;

    [Range(1, 1000)]
    public int MaximumConnections { get; set; } = 20;

    [Range(1, 600)]
    public int CommandTimeoutSeconds { get; set; } = 15;

    /// <summary>How long <c>migrate</c> waits for a server that is not there yet.</summary>
    [Range(0, 3600)]
    public int WaitSeconds { get; set; } = 30;

    /// <summary>The connection string, or null with the problems added.</summary>
    public string? Resolve(SettingsReader reader, IConfiguration configuration, string applicationName)
    {
        const string Whole = "ConnectionStrings:Default";
        var text = configuration[Whole];
        var parts = Host is not null || Name is not null || Username is not null || Password is not null || PasswordFile is not null;
        if (!string.IsNullOrEmpty(text))
        {
            if (parts)
            {
                reader.Add($"{Whole} and Database:* are both set, expected one of them. Unset ConnectionStrings__Default or the Database__* variables.");
                return null;
            }

            try
            {
                var whole = new NpgsqlConnectionStringBuilder(text);
                if (string.IsNullOrEmpty(whole.Host)) reader.Add($"{Whole} names no Host. Set ConnectionStrings__Default to 'Host=...;Port=...;Database=...;Username=...;Password=...'.");
                return Complete(whole, applicationName, overrides: false);
            }
            catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
            {
                // The message of the exception may quote the string, and with it the password.
                reader.Add($"{Whole} cannot be read (its value is secret). A value with ; or = must be in quotes; the variables Database__Host, __Name, __Username and __Password need no quoting.");
                return null;
            }
        }

        if (Host is null || Name is null || Username is null)
        {
            foreach (var (name, value) in new[] { (nameof(Host), Host), (nameof(Name), Name), (nameof(Username), Username) })
            {
                if (value is null) reader.Add($"Database:{name} is missing. Set Database__{name}, or ConnectionStrings__Default for all at once.");
            }

            return null;
        }

        if (PasswordFile is not null && !File.Exists(PasswordFile))
        {
            reader.Add($"Database:PasswordFile is '{PasswordFile}', expected a file that can be read. Set Database__PasswordFile.");
            return null;
        }

        return Complete(new()
        {
            Host = Host,
            Port = Port,
            Database = Name,
            Username = Username,
            Password = PasswordFile is null ? Password : File.ReadAllText(PasswordFile).TrimEnd('\r', '\n'),
        }, applicationName, overrides: true);
    }

    private string Complete(NpgsqlConnectionStringBuilder builder, string applicationName, bool overrides)
    {
        if (overrides)
        {
            builder.SslMode = SslMode;
            builder.MaxPoolSize = MaximumConnections;
            builder.CommandTimeout = CommandTimeoutSeconds;
            builder.Timeout = 5;
        }

        builder.ApplicationName ??= applicationName;
        return builder.ConnectionString;
    }
}
