using System.Text;
using Slipway.Engine.Secrets;

namespace Slipway.Engine.Sandbox;

/// <summary>Not a secret at all: a real key takes longer to make than the whole life of a run that is killed.</summary>
internal sealed class PlainSecrets : ISecretsManager
{
    public string Type => "passphrase";

    public string? ConfiguredSalt => "none";

    public string NewSalt() => "none";

    public void Prepare(string salt)
    {
    }

    public string Encrypt(string plaintext, string salt) => Convert.ToBase64String(Encoding.UTF8.GetBytes(plaintext));

    public string Decrypt(string ciphertext, string salt) => Encoding.UTF8.GetString(Convert.FromBase64String(ciphertext));
}
