using System.Security.Cryptography;
using System.Text;

namespace Slipway.Downloads.Webhooks;

/// <summary>Keeps signing secrets unreadable in the database: AES-256-GCM, bound to the webhook they belong to.</summary>
public sealed class SecretBox(WebhookKey key)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Encrypts a secret.</summary>
    public async Task<byte[]> SealAsync(Guid webhookId, string secret, CancellationToken cancellationToken)
    {
        var clear = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + clear.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(await key.GetAsync(cancellationToken), TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), clear, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), webhookId.ToByteArray());
        return box;
    }

    /// <summary>Decrypts a secret.</summary>
    /// <exception cref="CryptographicException">The key is another than the one it was sealed with.</exception>
    public async Task<string> OpenAsync(Guid webhookId, byte[] box, CancellationToken cancellationToken)
    {
        var clear = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(await key.GetAsync(cancellationToken), TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), clear, webhookId.ToByteArray());
        return Encoding.UTF8.GetString(clear);
    }
}
