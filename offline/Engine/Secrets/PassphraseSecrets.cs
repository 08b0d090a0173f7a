using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Engine.Secrets;

/// <summary>Pulumi's passphrase secrets: PBKDF2-SHA256 with a million rounds, then AES-256-GCM.</summary>
/// <param name="passphrase">Null when none was given; an error then says so when one is needed.</param>
/// <param name="configuredSalt">The <c>encryptionsalt</c> of the stack's configuration, when it has one.</param>
public sealed class PassphraseSecrets(string? passphrase, string? configuredSalt = null) : ISecretsManager
{
    private const int Iterations = 1_000_000;
    private const int KeyLength = 32;
    private const int SaltLength = 8;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const string Verifier = "pulumi";

    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> keys = new(StringComparer.Ordinal);

    public string Type => "passphrase";

    public string? ConfiguredSalt { get; } = configuredSalt;

    public string NewSalt()
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var key = Derive(salt);
        var text = $"v1:{Convert.ToBase64String(salt)}:{Seal(Verifier, key)}";
        keys[text] = new(Task.FromResult(key));
        return text;
    }

    public void Prepare(string salt)
    {
        if (passphrase is not null) _ = KeyOf(salt);
    }

    public string Encrypt(string plaintext, string salt) => Seal(plaintext, KeyOf(salt).GetAwaiter().GetResult());

    public string Decrypt(string ciphertext, string salt)
    {
        var key = KeyOf(salt).GetAwaiter().GetResult();
        try
        {
            return Unseal(ciphertext, key);
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            throw new SecretsException("A secret cannot be decrypted: it was changed, or encrypted with another key than the rest. Set it again.", error);
        }
    }

    private Task<byte[]> KeyOf(string salt) =>
        keys.GetOrAdd(salt, text => new(() => Task.Run(() => Open(text)))).Value;

    private byte[] Open(string salt)
    {
        var parts = salt.Split(':', 3);
        if (parts is not ["v1", _, _])
            throw new SecretsException($"The encryption salt '{salt}' is not of the form 'v1:<salt>:v1:<nonce>:<check>'. Restore it from your version control.");

        try
        {
            var key = Derive(Convert.FromBase64String(parts[1]));
            if (Unseal(parts[2], key) == Verifier) return key;
        }
        catch (FormatException error)
        {
            throw new SecretsException($"The encryption salt '{salt}' is damaged. Restore it from your version control.", error);
        }
        catch (CryptographicException)
        {
            // Reported below: the check value does not open with this passphrase.
        }

        throw new SecretsException(
            "The passphrase is not the one this stack's secrets were encrypted with. "
            + "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the right one.");
    }

    private byte[] Derive(byte[] salt)
    {
        if (passphrase is null)
        {
            throw new SecretsException(
                "This stack has secrets, and no passphrase was given. Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.");
        }

        return Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Iterations, HashAlgorithmName.SHA256, KeyLength);
    }

    private static string Seal(string plaintext, byte[] key)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var clear = Encoding.UTF8.GetBytes(plaintext);
        var sealedBytes = new byte[clear.Length + TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, clear, sealedBytes.AsSpan(0, clear.Length), sealedBytes.AsSpan(clear.Length));
        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedBytes)}";
    }

    private static string Unseal(string ciphertext, byte[] key)
    {
        if (ciphertext.Split(':') is not ["v1", var nonceText, var sealedText])
            throw new FormatException("not 'v1:<nonce>:<ciphertext>'");

        var sealedBytes = Convert.FromBase64String(sealedText);
        if (sealedBytes.Length < TagLength) throw new FormatException("shorter than its check value");
        var nonce = Convert.FromBase64String(nonceText);
        if (nonce.Length != NonceLength) throw new FormatException("nonce of another length");
        var clear = new byte[sealedBytes.Length - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(nonce, sealedBytes.AsSpan(0, clear.Length), sealedBytes.AsSpan(clear.Length), clear);
        return Encoding.UTF8.GetString(clear);
    }
}
