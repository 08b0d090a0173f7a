using System.IO.Compression;
using Slipway.Downloads.Storage;

namespace Slipway.Downloads.Tests;

public sealed class DemoFilesTests
{
    [Fact]
    public void Ids_are_divisible_by_seven_and_70000_is_there()
    {
        Assert.Contains(70_000, DemoFiles.Ids);
        Assert.All(DemoFiles.Ids, id => Assert.Equal(0, id % 7));
        Assert.Equal(36, DemoFiles.Ids.Distinct().Count());
    }

    [Fact]
    public void The_same_id_gives_the_same_bytes_and_another_id_others()
    {
        Assert.Equal(DemoFiles.Content(70_000), DemoFiles.Content(70_000));
        Assert.NotEqual(FileStore.ChecksumOf(DemoFiles.Content(70_000)), FileStore.ChecksumOf(DemoFiles.Content(70_007)));
    }

    [Fact]
    public void A_file_is_a_zip_that_opens()
    {
        using var zip = new ZipArchive(new MemoryStream(DemoFiles.Content(70_000)));

        Assert.Equal(["README.txt", "payload.bin"], zip.Entries.Select(entry => entry.Name));
    }
}
