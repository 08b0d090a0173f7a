namespace Slipway.Infra.Releases;

/// <summary>What a version is called that runs an image.</summary>
public static class ImageVersion
{
    private const string Marker = "@sha256:";

    // A letter first, as Azure's revisions want it.
    private const int Digits = 8;

    /// <summary>The beginning of the digest; null for an image named by a tag, which may mean another one tomorrow.</summary>
    public static string? Of(string image) =>
        image.IndexOf(Marker, StringComparison.Ordinal) is >= 0 and var found && image.Length >= found + Marker.Length + Digits
            ? $"d{image.AsSpan(found + Marker.Length, Digits)}"
            : null;
}
