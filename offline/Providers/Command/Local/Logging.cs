namespace Pulumi.Command.Local;

/// <summary>Which output of a command is shown while it runs.</summary>
[EnumType]
public readonly struct Logging : IEquatable<Logging>
{
    private readonly string value;

    private Logging(string value) => this.value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Standard output.</summary>
    public static Logging Stdout { get; } = new("stdout");

    /// <summary>Standard error.</summary>
    public static Logging Stderr { get; } = new("stderr");

    /// <summary>Both.</summary>
    public static Logging StdoutAndStderr { get; } = new("stdoutAndStderr");

    /// <summary>Neither.</summary>
    public static Logging None { get; } = new("none");

    public static explicit operator string(Logging value) => value.value;

    public static bool operator ==(Logging left, Logging right) => left.Equals(right);

    public static bool operator !=(Logging left, Logging right) => !left.Equals(right);

    /// <summary>Whether both are the same.</summary>
    public override bool Equals(object? obj) => obj is Logging other && Equals(other);

    /// <summary>Whether both are the same.</summary>
    public bool Equals(Logging other) => string.Equals(value, other.value, StringComparison.Ordinal);

    /// <summary>A hash of the value.</summary>
    public override int GetHashCode() => value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The value as the provider knows it.</summary>
    public override string ToString() => value;
}
