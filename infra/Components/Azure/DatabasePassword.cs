using Pulumi;
using Pulumi.Random;

namespace Slipway.Infra.Components.Azure;

/// <summary>A password for a role of PostgreSQL.</summary>
internal static class DatabasePassword
{
    // Letters and digits only, as connection strings and shells give other characters a meaning of their own.
    public static RandomPassword Make(string name, Resource parent) => new($"{name}-password", new RandomPasswordArgs
    {
        Length = 32,
        Special = false,
        MinLower = 1,
        MinUpper = 1,
        MinNumeric = 1,
    }, new CustomResourceOptions { Parent = parent });
}
