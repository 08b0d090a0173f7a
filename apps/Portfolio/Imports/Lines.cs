using System.Runtime.CompilerServices;
using System.Text;

namespace Slipway.Portfolio.Imports;

/// <summary>Reads a text line by line, without ever holding more than one line of limited length.</summary>
internal static class Lines
{
    public const int MaximumLength = 8192;

    /// <summary>Lines with their number from 1; the text is null for one that is too long. Ends of line are LF or CR LF.</summary>
    public static async IAsyncEnumerable<(long Number, string? Text)> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 32 * 1024, leaveOpen: true);
        var buffer = new char[16 * 1024];
        var line = new StringBuilder();
        var tooLong = false;
        var number = 1L;
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var start = 0;
            while (start < read)
            {
                var end = Array.IndexOf(buffer, '\n', start, read - start);
                var until = end < 0 ? read : end;
                if (!tooLong && line.Length + until - start <= MaximumLength + 1) line.Append(buffer, start, until - start);
                else tooLong = true;
                start = until + 1;
                if (end < 0) break;
                yield return (number++, Take());
            }
        }

        if (line.Length > 0 || tooLong) yield return (number, Take());

        string? Take()
        {
            if (line.Length > 0 && line[^1] == '\r') line.Length--;
            var text = tooLong || line.Length > MaximumLength ? null : line.ToString();
            line.Clear();
            tooLong = false;
            return text;
        }
    }
}
