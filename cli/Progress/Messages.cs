using Pulumi.Offline;
using Slipway.Cli.Screens;
using Slipway.Engine;

namespace Slipway.Cli.Progress;

/// <summary>What programs and providers say, as lines.</summary>
internal static class Messages
{
    public static Line Line(EngineEvent.Message message, string text)
    {
        var line = new Line { Indent = 4 };
        switch (message.Severity)
        {
            case LogSeverity.Error:
                line.Add("error: ", Styles.Bad);
                break;
            case LogSeverity.Warning:
                line.Add("warning: ", Styles.Warning);
                break;
        }

        if (message.Urn is { } urn) line.Add($"{NameOf(urn)}: ", Styles.Accent);
        return line.Add(text.TrimEnd());
    }

    /// <summary>The last part of a URN, which is the name its author gave the resource.</summary>
    public static string NameOf(string urn) => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..];
}
