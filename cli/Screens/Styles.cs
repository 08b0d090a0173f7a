using Spectre.Console;

namespace Slipway.Cli.Screens;

/// <summary>The few styles of all screens: the terminal's own colours, so that they suit its theme.</summary>
internal static class Styles
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Faint = new(decoration: Decoration.Dim);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Warning = new(Color.Olive);
    public static readonly Style Bad = new(Color.Maroon);
    public static readonly Style Accent = new(Color.Teal);
}
