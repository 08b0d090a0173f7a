using System.Security.Cryptography;
using System.Text;

namespace Slipway.Downloads.Webhooks;

/// <summary>Keeps signing secrets unreadable in the database: AES-256-GCM, bound to the webhook they belong to.</summary>
public sealed class SecretBox
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[]? _key;

    /// <summary>Derives the key; without one the box stays shut.</summary>
    public SecretBox(DownloadsOptions options) => _key = options.WebhookKey is { Length: > 0 } key
        ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key), 32, info: "slipway downloads webhooks"u8.ToArray())
        : null;

    /// <summary>Whether there is a key.</summary>
    public bool IsUsable => _key is not null;

    /// <summary>Encrypts a secret.</summary>
    public byte[] Seal(Guid webhookId, string secret)
    {
        var clear = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + clear.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(Key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), clear, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), webhookId.ToByteArray());
        return box;
    }

    /// <summary>Decrypts a secret.</summary>
    /// <exception cref="CryptographicException">The key is another than the one it was sealed with.</exception>
    public string Open(Guid webhookId, byte[] box)
    {
        var clear = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(Key, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), clear, webhookId.ToByteArray());
        return Encoding.UTF8.GetString(clear);
    }

    private byte[] Key => _key ?? throw new CryptographicException("there is no webhook key. Set Downloads__WebhookKey.");
}
