using System.Collections.Immutable;
using Slipway.Cli.Live;
using Slipway.Cli.Screens;
using Slipway.Cli.Sessions;
using Spectre.Console;

namespace Slipway.Cli.Logs;

/// <summary>Shows several log files as one: in order of time, each line behind the name it comes from.</summary>
internal sealed class LogReader(ImmutableArray<LogFile> files, Terminal output, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private static readonly ImmutableArray<Style> Colours =
        [.. new[] { Color.Teal, Color.Green, Color.Olive, Color.Purple, Color.Navy, Color.Aqua, Color.Lime, Color.Fuchsia }.Select(colour => new Style(colour))];

    private readonly int _column = files.Select(file => file.Name.Length).DefaultIfEmpty().Max() + 1;

    public async Task ShowAsync(int tail, DateTimeOffset? since, bool follow, CancellationToken cancellationToken)
    {
        var followed = files.Select(file => new FollowedFile(file.Path)).ToArray();
        try
        {
            Show(followed.SelectMany((file, index) => Read(file, index).Where(entry => since is null || entry.Time >= since).TakeLast(tail)));
            while (follow)
            {
                await Task.Delay(Poll, time, cancellationToken);
                Show(followed.SelectMany(Read));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how following ends.
        }
        finally
        {
            foreach (var file in followed) file.Dispose();
        }
    }

    private void Show(IEnumerable<Entry> entries)
    {
        // OrderBy is stable: lines of one file stay as they were written.
        foreach (var entry in entries.OrderBy(entry => entry.Time))
        {
            output.Write(new Line { Indent = _column + 2 }
                .Add(files[entry.File].Name, Colours[entry.File % Colours.Length]).PadTo(_column)
                .Add("| ", Styles.Faint)
                .Add(entry.Text));
        }
    }

    // A line without a time (a stack trace) belongs to the one before it.
    private static IEnumerable<Entry> Read(FollowedFile file, int index)
    {
        var last = DateTimeOffset.MinValue;
        foreach (var text in file.ReadNewLines())
        {
            last = LogTime.Find(text) ?? last;
            yield return new Entry(index, last, text);
        }
    }

    private readonly record struct Entry(int File, DateTimeOffset Time, string Text);
}
