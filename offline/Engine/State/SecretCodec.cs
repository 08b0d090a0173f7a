using Pulumi.Offline;
using Slipway.Engine.Secrets;

namespace Slipway.Engine.State;

/// <summary>
/// Turns secret properties into ciphertext and back. Remembers what it read, so that an unchanged
/// secret is written as it was: encrypting anew would change the state's bytes without reason.
/// </summary>
internal sealed class SecretCodec(ISecretsManager manager)
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

    public PropertyValue Decrypt(string urn, string ciphertext)
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
