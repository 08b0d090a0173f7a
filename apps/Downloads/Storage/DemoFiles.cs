using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Downloads.Storage;

/// <summary>
/// The files of environments with demo data: 70000 and the next 35 ids divisible by 7. The id range holds 14 million
/// such ids; what is not here is not there, and <c>check</c> says so.
/// </summary>
public sealed class DemoFiles(FileStore files, ILogger<DemoFiles> logger)
{
    private const int First = 70_000;
    private const int Count = 36;
    private const int PayloadBytes = 16 * 1024;

    /// <summary>The ids, every seventh from 70000 to 70245.</summary>
    public static IEnumerable<int> Ids => Enumerable.Range(0, Count).Select(index => First + 7 * index);

    /// <summary>The one-shot: stores the files where the environment asks for demo data, and does nothing elsewhere.</summary>
    public static Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<DemoDataOptions>().Enabled
            ? services.GetRequiredService<DemoFiles>().SeedAsync(cancellationToken)
            : Task.CompletedTask;

    /// <summary>Stores what is missing or differs; may be run at every start.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var stored = 0;
        foreach (var id in Ids)
        {
            var content = Content(id);
            if ((await files.FindAsync(id, cancellationToken))?.Sha256 == FileStore.ChecksumOf(content)) continue;
            await files.SaveAsync(id, content, cancellationToken);
            stored++;
        }

        logger.LogInformation("Demo files: {Stored} stored, {Present} were there", stored, Count - stored);
    }

    /// <summary>A zip whose bytes follow from the id alone, so anybody can tell whether a download arrived whole.</summary>
    public static byte[] Content(int fileId)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "README.txt", Encoding.UTF8.GetBytes($"Demonstration file {fileId}\n"));
            Add(zip, "payload.bin", Payload(fileId));
        }

        return buffer.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        // Stored, not compressed: the bytes of a deflater may change with the runtime.
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Payload(int fileId)
    {
        var payload = new byte[PayloadBytes];
        for (var offset = 0; offset < PayloadBytes; offset += SHA256.HashSizeInBytes)
            SHA256.HashData(Encoding.UTF8.GetBytes($"{fileId}/{offset}"), payload.AsSpan(offset));
        return payload;
    }
}
