using System.Text;

namespace Slipway.Cli.Logs;

/// <summary>Reads what is appended to a file, through truncation and rotation by renaming.</summary>
internal sealed class FollowedFile(string path) : IDisposable
{
    private readonly List<byte> _unfinished = [];
    private FileStream? _stream;

    /// <summary>The complete lines that have come since the last call.</summary>
    public IReadOnlyList<string> ReadNewLines()
    {
        var lines = new List<string>();
        _stream ??= TryOpen();
        while (_stream is not null)
        {
            ReadToEnd(lines);
            if (!IsReplaced()) break;

            // What the old file got between the last read and the look at its name.
            ReadToEnd(lines);
            FinishLine(lines);
            _stream.Dispose();
            _stream = TryOpen();
        }

        return lines;
    }

    public void Dispose() => _stream?.Dispose();

    private FileStream? TryOpen()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void ReadToEnd(List<string> lines)
    {
        if (_stream!.Length < _stream.Position)
        {
            FinishLine(lines);
            _stream.Position = 0;
        }

        var buffer = new byte[64 * 1024];
        for (int count; (count = _stream.Read(buffer)) > 0;)
        {
            foreach (var one in buffer.AsSpan(0, count))
            {
                if (one == '\n') FinishLine(lines, evenEmpty: true);
                else _unfinished.Add(one);
            }
        }
    }

    // Lengths tell two files apart without inode numbers, which .NET does not give: one file only grows
    // (its name cannot be longer than what is open, read later), and cannot be shorter than what was read of it.
    private bool IsReplaced()
    {
        var named = new FileInfo(path);
        if (!named.Exists) return false;
        var namedLength = named.Length;
        var openLength = _stream!.Length;
        return namedLength > openLength || (namedLength < _stream.Position && openLength >= _stream.Position);
    }

    private void FinishLine(List<string> lines, bool evenEmpty = false)
    {
        if (_unfinished.Count == 0 && !evenEmpty) return;
        lines.Add(Encoding.UTF8.GetString([.. _unfinished]).TrimEnd('\r'));
        _unfinished.Clear();
    }
}
