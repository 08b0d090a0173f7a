namespace Slipway.Engine.Secrets;

/// <summary>Encrypts and decrypts with the key that belongs to a salt.</summary>
public interface ISecretsManager
{
    /// <summary>Pulumi's name of the kind: <c>passphrase</c>.</summary>
    string Type { get; }

    /// <summary>The salt of the stack's configuration; null when the state's own is used.</summary>
    string? ConfiguredSalt { get; }

    /// <summary>Makes a salt for a stack that has none.</summary>
    string NewSalt();

    /// <summary>Starts making the key in the background, so that it is there when it is needed.</summary>
    void Prepare(string salt);

    string Encrypt(string plaintext, string salt);

    /// <exception cref="SecretsException">The passphrase is missing or is not the one of the salt.</exception>
    string Decrypt(string ciphertext, string salt);
}
