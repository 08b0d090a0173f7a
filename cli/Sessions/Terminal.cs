using Slipway.Cli.Screens;
using Spectre.Console;

namespace Slipway.Cli.Sessions;

/// <summary>One stream to write to: a terminal with colours and a width, or a plain file.</summary>
public sealed class Terminal
{
    private readonly Lazy<IAnsiConsole> _console;
    private readonly Func<int> _width;

    private Terminal(TextWriter writer, bool isLive, Func<int> width)
    {
        (Writer, IsLive, _width) = (writer, isLive, width);
        _console = new Lazy<IAnsiConsole>(CreateConsole);
    }

    public TextWriter Writer { get; }

    /// <summary>True where colours and redrawing are welcome.</summary>
    public bool IsLive { get; }

    public int Width => _width();

    /// <summary>Spectre's view of this stream; made when first needed, as plain output can do without.</summary>
    public IAnsiConsole Console
    {
        get
        {
            _console.Value.Profile.Width = Width;
            return _console.Value;
        }
    }

    public static Terminal Open(TextWriter writer, bool isLive, Func<int> width) => new(writer, isLive, width);

    public void Write(string text) => Writer.Write(text);

    public void WriteLine(string text = "") => Write(new Line(text));

    public void WriteLine(string text, Style style) => Write(new Line().Add(text, style));

    public void Write(Line line)
    {
        foreach (var row in line.Wrap(Width))
        {
            if (IsLive) Console.Write(new LineBlock([row]));
            else Writer.WriteLine(row.Text);
        }
    }

    public void Write(IEnumerable<Line> lines)
    {
        foreach (var line in lines) Write(line);
    }

    private IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsLive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = IsLive ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = IsLive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(Writer),
        });
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
