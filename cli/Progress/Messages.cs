using Pulumi.Offline;
using Slipway.Cli.Screens;
using Slipway.Engine;

namespace Slipway.Cli.Progress;

/// <summary>What programs and providers say, as lines.</summary>
internal static class Messages
{
    /// <summary>A message as lines; what follows the first is indented below it.</summary>
    public static IEnumerable<Line> Lines(EngineEvent.Message message)
    {
        var texts = message.Text.TrimEnd().Split('\n');
        var first = new Line { Indent = 4 };
        switch (message.Severity)
        {
            case LogSeverity.Error:
                first.Add("error: ", Styles.Bad);
                break;
            case LogSeverity.Warning:
                first.Add("warning: ", Styles.Warning);
                break;
        }

        if (message.Urn is { } urn) first.Add($"{NameOf(urn)}: ", Styles.Accent);
        return texts.Skip(1).Select(text => new Line("  ") { Indent = 4 }.Add(text.TrimEnd())).Prepend(first.Add(texts[0].TrimEnd()));
    }

    /// <summary>The last part of a URN, which is the name its author gave the resource.</summary>
    public static string NameOf(string urn) => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..];
}
