using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Pulumi.Offline;
using Pulumi.Offline.Running;

namespace Pulumi;

/// <summary>The configuration of the running stack, under one namespace.</summary>
public sealed class Config
{
    private readonly string prefix;

    /// <summary>The configuration under <paramref name="name"/>; under the project's name when not given.</summary>
    public Config(string? name = null)
    {
        name ??= Run.Host.Project;
        prefix = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    // Provider packages keep a configuration in a static field, for every run of a program to read.
    private static ProgramRun Run => ProgramRun.Require("read configuration");

    /// <summary>The value; null when it is not set.</summary>
    public string? Get(string key) => Plain(key, nameof(GetSecret));

    /// <summary>The value; null when it is not set.</summary>
    public bool? GetBoolean(string key) => Plain(key, nameof(GetSecretBoolean)) is { } text ? ToBoolean(key, text) : null;

    /// <summary>The value; null when it is not set.</summary>
    public int? GetInt32(string key) => Plain(key, nameof(GetSecretInt32)) is { } text ? ToInt32(key, text) : null;

    /// <summary>The value, read from JSON; the type's default when it is not set.</summary>
    [return: MaybeNull]
    public T GetObject<T>(string key) => Plain(key, nameof(GetSecretObject)) is { } text ? ToObject<T>(key, text) : default;

    /// <summary>The value as a secret; null when it is not set.</summary>
    public Output<string>? GetSecret(string key) => Raw(key) is { } text ? Output.CreateSecret(text) : null;

    /// <summary>The value as a secret; null when it is not set.</summary>
    public Output<bool>? GetSecretBoolean(string key) => Raw(key) is { } text ? Output.CreateSecret(ToBoolean(key, text)) : null;

    /// <summary>The value as a secret; null when it is not set.</summary>
    public Output<int>? GetSecretInt32(string key) => Raw(key) is { } text ? Output.CreateSecret(ToInt32(key, text)) : null;

    /// <summary>The value as a secret, read from JSON; null when it is not set.</summary>
    public Output<T>? GetSecretObject<T>(string key) => Raw(key) is { } text ? Output.CreateSecret(ToObject<T>(key, text)) : null;

    /// <summary>The value; it is an error when it is not set.</summary>
    public string Require(string key) => Plain(key, nameof(RequireSecret)) ?? throw new MissingException(FullKey(key), secret: false);

    /// <summary>The value; it is an error when it is not set.</summary>
    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw new MissingException(FullKey(key), secret: false);

    /// <summary>The value; it is an error when it is not set.</summary>
    public int RequireInt32(string key) => GetInt32(key) ?? throw new MissingException(FullKey(key), secret: false);

    /// <summary>The value, read from JSON; it is an error when it is not set.</summary>
    public T RequireObject<T>(string key) =>
        Plain(key, nameof(RequireSecretObject)) is { } text ? ToObject<T>(key, text) : throw new MissingException(FullKey(key), secret: false);

    /// <summary>The value as a secret; it is an error when it is not set.</summary>
    public Output<string> RequireSecret(string key) => GetSecret(key) ?? throw new MissingException(FullKey(key), secret: true);

    /// <summary>The value as a secret; it is an error when it is not set.</summary>
    public Output<bool> RequireSecretBoolean(string key) => GetSecretBoolean(key) ?? throw new MissingException(FullKey(key), secret: true);

    /// <summary>The value as a secret; it is an error when it is not set.</summary>
    public Output<int> RequireSecretInt32(string key) => GetSecretInt32(key) ?? throw new MissingException(FullKey(key), secret: true);

    /// <summary>The value as a secret, read from JSON; it is an error when it is not set.</summary>
    public Output<T> RequireSecretObject<T>(string key) => GetSecretObject<T>(key) ?? throw new MissingException(FullKey(key), secret: true);

    private string FullKey(string key) => $"{prefix}:{key}";

    private string? Raw(string key) => Run.Host.Configuration.GetValueOrDefault(FullKey(key));

    private string? Plain(string key, string forSecrets)
    {
        if (Run.Host.SecretKeys.Contains(FullKey(key)))
            Run.Log(LogSeverity.Warning, $"Configuration '{FullKey(key)}' is a secret; use `{forSecrets}` to keep it one.", null, false);
        return Raw(key);
    }

    private bool ToBoolean(string key, string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw WrongType(key, text, "bool"),
    };

    private int ToInt32(string key, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw WrongType(key, text, "int");

    private T ToObject<T>(string key, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text)!;
        }
        catch (JsonException error)
        {
            throw WrongType(key, text, typeof(T).FullName!, error);
        }
    }

    private RunException WrongType(string key, string text, string type, Exception? cause = null)
    {
        var shown = Run.Host.SecretKeys.Contains(FullKey(key)) ? "[secret]" : text;
        return new RunException(
            $"Configuration '{FullKey(key)}' value '{shown}' is not a valid {type}\n\tset another using the command `pulumi config set {FullKey(key)} <value>`",
            cause);
    }

    private sealed class MissingException(string key, bool secret) : RunException(
        $"Missing required configuration variable '{key}'\n\tplease set a value using the command `pulumi config set {(secret ? "--secret " : "")}{key} <value>`");
}
