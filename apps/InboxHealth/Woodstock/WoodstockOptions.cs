using System.ComponentModel.DataAnnotations;
using Npgsql;
using Slipway.ServiceDefaults;

namespace Slipway.InboxHealth.Woodstock;

/// <summary>The inbox's database, section <c>Woodstock</c> of the configuration. It belongs to the inbox: nothing is migrated here.</summary>
public sealed class WoodstockOptions : IValidatableObject
{
    [Required]
    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 5432;

    [Required]
    public string? Name { get; init; }

    [Required]
    public string? Username { get; init; }

    [Secret]
    public string? Password { get; init; }

    /// <summary>A file that holds the password, for platforms that mount secrets.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Disable, Prefer, Require, VerifyCA or VerifyFull.</summary>
    public SslMode SslMode { get; init; } = SslMode.Prefer;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Password is null == PasswordFile is null)
            yield return new("and Woodstock:PasswordFile are both or neither set, expected one of them. Set Woodstock__Password or Woodstock__PasswordFile.", [nameof(Password)]);
        if (PasswordFile is not null && !File.Exists(PasswordFile))
            yield return new($"is '{PasswordFile}', expected a file that can be read. Set Woodstock__PasswordFile.", [nameof(PasswordFile)]);
    }

    public NpgsqlConnectionStringBuilder Connection() => new()
    {
        Host = Host,
        Port = Port,
        Database = Name,
        Username = Username,
        Password = PasswordFile is null ? Password : File.ReadAllText(PasswordFile).TrimEnd('\r', '\n'),
        SslMode = SslMode,
        // There is a password; asking for Kerberos first would cost every look a round trip, and megabytes of libraries.
        GssEncryptionMode = GssEncryptionMode.Disable,
        Enlist = false,
        ApplicationName = "inbox-health",
        Timeout = 5,
        CommandTimeout = 10,
        // A server that hangs does not answer a request to cancel either.
        CancellationTimeout = -1,
    };
}
