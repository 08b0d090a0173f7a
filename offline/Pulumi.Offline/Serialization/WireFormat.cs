namespace Pulumi.Serialization;

/// <summary>The marks by which Pulumi's wire and state formats tell special values from plain ones.</summary>
public static class WireFormat
{
    /// <summary>The key that marks a special value.</summary>
    public const string SignatureKey = "4dabf18193072939515e22adb298388d";

    /// <summary>The mark of a secret.</summary>
    public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";

    /// <summary>The text that stands for a value that is not known yet.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
}
