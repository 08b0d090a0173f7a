using Pulumi.Offline;

namespace Slipway.Engine.State;

/// <summary>A secret nobody here can decrypt: its ciphertext stands in place of the value.</summary>
internal static class ClosedSecret
{
    // No value a program can give has this name: Pulumi keeps it for itself.
    private const string Mark = "4dabf18193072939515e22adb298388d:closed";

    public static PropertyValue Of(string ciphertext) => PropertyValue.Map.Empty.With(Mark, new PropertyValue.Text(ciphertext));

    /// <summary>As a program sees it: a secret whose value is not known.</summary>
    public static PropertyValue.Map ForProgram(PropertyValue.Map values)
    {
        if (!values.ContainsSecret) return values;
        foreach (var (name, value) in values) values = values.With(name, ForProgram(value));
        return values;
    }

    private static PropertyValue ForProgram(PropertyValue value) => value switch
    {
        PropertyValue.Secret secret when CiphertextOf(secret.Value) is not null => new PropertyValue.Secret(PropertyValue.NotYetKnown),
        PropertyValue.List list when list.ContainsSecret => new PropertyValue.List([.. list.Items.Select(ForProgram)]),
        PropertyValue.Map map => ForProgram(map),
        _ => value,
    };

    public static string? CiphertextOf(PropertyValue value) =>
        value is PropertyValue.Map { Count: 1 } map && map[Mark] is PropertyValue.Text text ? text.Value : null;
}
