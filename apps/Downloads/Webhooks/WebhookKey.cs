using System.Security.Cryptography;
using System.Text;
using Slipway.Downloads.Storage;

namespace Slipway.Downloads.Webhooks;

/// <summary>
/// The key that the secrets of webhooks are encrypted with. Unless it is configured, <c>migrate</c> makes one and puts it
/// into the private bucket: what a database dump holds, it does not open, and no environment has to invent a key first.
/// </summary>
public sealed class WebhookKey(FileStore files, DownloadsOptions options)
{
    /// <summary>The object that holds the key. Addresses are only ever signed for <c>downloads/</c>.</summary>
    public const string ObjectKey = "keys/webhooks";

    private const int KeyBytes = 32;

    private byte[]? _key;

    /// <summary>Makes the key if there is none; runs under the lock of the migrations, so only one is ever made.</summary>
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<DownloadsOptions>().WebhookKey is not null) return;
        var files = services.GetRequiredService<FileStore>();
        if (await files.ReadAsync(ObjectKey, cancellationToken) is null)
            await files.WriteAsync(ObjectKey, RandomNumberGenerator.GetBytes(KeyBytes), "application/octet-stream", cancellationToken);
    }

    /// <summary>The key.</summary>
    /// <exception cref="StorageException">The bucket that holds it cannot be reached.</exception>
    /// <exception cref="CryptographicException">Nobody made it yet.</exception>
    public async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken) => _key ??= HKDF.DeriveKey(
        HashAlgorithmName.SHA256, await MaterialAsync(cancellationToken), KeyBytes, info: "slipway downloads webhooks"u8.ToArray());

    private async Task<byte[]> MaterialAsync(CancellationToken cancellationToken) => options.WebhookKey is { } configured
        ? Encoding.UTF8.GetBytes(configured)
        : await files.ReadAsync(ObjectKey, cancellationToken)
            ?? throw new CryptographicException($"the bucket holds no '{ObjectKey}'. Run 'migrate', or set Downloads__WebhookKey.");
}
