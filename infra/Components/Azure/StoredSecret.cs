using Pulumi;

namespace Slipway.Infra.Components.Azure;

/// <summary>A value in Key Vault, which apps name and only their identities read.</summary>
/// <param name="Name">Its name in the vault and in the apps that use it.</param>
/// <param name="Reference">What an app fetches it by: the address without a version, so that a new value reaches the app when it restarts.</param>
/// <param name="Scope">What a role is granted on, so that it opens this secret and no other.</param>
public sealed record StoredSecret(string Name, Output<string> Reference, Output<string> Scope);
