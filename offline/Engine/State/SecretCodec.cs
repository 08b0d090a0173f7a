using Pulumi.Offline;
using Slipway.Engine.Secrets;

namespace Slipway.Engine.State;

/// <summary>
/// Turns secret properties into ciphertext and back. Remembers what it read, so that an unchanged
/// secret is written as it was: encrypting anew would change the state's bytes without reason.
/// </summary>
/// <param name="keepClosed">Leaves a secret that cannot be decrypted closed rather than failing.</param>
internal sealed class SecretCodec(ISecretsManager manager, bool keepClosed = false)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Urn, string Plaintext), string> ciphertexts = [];
    private string? readSalt;
    private string? writeSalt;

    /// <summary>The salt secrets are written with; null while the stack has none.</summary>
    public string? Salt
    {
        get
        {
            lock (gate)
            {
                return writeSalt;
            }
        }
    }

    /// <summary>The salt found in the stored state.</summary>
    public void UseStored(string? salt)
    {
        lock (gate)
        {
            readSalt = salt ?? manager.ConfiguredSalt;
            writeSalt = manager.ConfiguredSalt ?? salt;
        }

        if (salt is not null) manager.Prepare(salt);
    }

    /// <summary>True when secrets stay closed that cannot be decrypted, and other kinds of secrets than passphrase are accepted.</summary>
    public bool KeepsClosed => keepClosed;

    /// <summary>How many secrets were left closed.</summary>
    public int ClosedCount { get; private set; }

    /// <summary>A codec without any key: what it reads stays encrypted and is written as it was.</summary>
    public static SecretCodec Closed() => new(NoSecrets.Instance, keepClosed: true);

    public PropertyValue Decrypt(string urn, string ciphertext)
    {
        if (!keepClosed) return Open(urn, ciphertext);
        try
        {
            if (manager is not NoSecrets && readSalt is not null) return Open(urn, ciphertext);
        }
        catch (SecretsException)
        {
            // Compared as it is: closed.
        }

        ClosedCount++;
        return ClosedSecret.Of(ciphertext);
    }

    private PropertyValue Open(string urn, string ciphertext)
    {
        var salt = readSalt ?? throw new StateException($"The state holds secrets of '{urn}' but not the salt they were encrypted with. Add 'encryptionsalt' to the stack's configuration.");
        var plaintext = manager.Decrypt(ciphertext, salt);
        if (salt == writeSalt)
        {
            lock (gate)
            {
                ciphertexts[(urn, plaintext)] = ciphertext;
            }
        }

        return PropertyJson.Parse(plaintext);
    }

    public string Encrypt(string urn, PropertyValue value)
    {
        if (ClosedSecret.CiphertextOf(value) is { } closed) return closed;
        var plaintext = PropertyJson.ToText(value.WithoutSecrets());
        lock (gate)
        {
            if (ciphertexts.TryGetValue((urn, plaintext), out var known)) return known;
            writeSalt ??= manager.ConfiguredSalt ?? manager.NewSalt();
            readSalt ??= writeSalt;
            return ciphertexts[(urn, plaintext)] = manager.Encrypt(plaintext, writeSalt);
        }
    }
}
