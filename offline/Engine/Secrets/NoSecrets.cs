namespace Slipway.Engine.Secrets;

/// <summary>Stands in where no key is needed: nothing can be encrypted or decrypted with it.</summary>
internal sealed class NoSecrets : ISecretsManager
{
    public static NoSecrets Instance { get; } = new();

    public string Type => "passphrase";

    public string? ConfiguredSalt => null;

    public string NewSalt() => throw Refusal();

    public void Prepare(string salt)
    {
    }

    public string Encrypt(string plaintext, string salt) => throw Refusal();

    public string Decrypt(string ciphertext, string salt) => throw Refusal();

    private static SecretsException Refusal() => new("There is no key here to encrypt or decrypt with. Give the passphrase.");
}
