using Pulumi.Offline;

namespace Slipway.Engine.State;

/// <summary>A secret nobody here can decrypt: its ciphertext stands in place of the value.</summary>
internal static class ClosedSecret
{
    // No value a program can give has this name: Pulumi keeps it for itself.
    private const string Mark = "4dabf18193072939515e22adb298388d:closed";

    public static PropertyValue Of(string ciphertext) => PropertyValue.Map.Empty.With(Mark, new PropertyValue.Text(ciphertext));

    public static string? CiphertextOf(PropertyValue value) =>
        value is PropertyValue.Map { Count: 1 } map && map[Mark] is PropertyValue.Text text ? text.Value : null;
}
