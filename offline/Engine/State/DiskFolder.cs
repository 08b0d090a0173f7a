using System.Runtime.InteropServices;

namespace Slipway.Engine.State;

/// <summary>Brings a folder's entries to the disk, which .NET has no call for: it refuses to open folders.</summary>
internal static partial class DiskFolder
{
    private const int ReadOnly = 0;

    /// <summary>Best effort: on a file system that cannot do this, renames last as long as it makes them last.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
