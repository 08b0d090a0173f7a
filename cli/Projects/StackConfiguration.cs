using System.Collections.Immutable;

namespace Slipway.Cli.Projects;

/// <summary>The configuration of one stack, as its program sees it.</summary>
/// <param name="Values">By full key (<c>namespace:name</c>); secrets decrypted, lists and objects as JSON text.</param>
/// <param name="SecretKeys">Keys whose value is, or contains, a secret.</param>
/// <param name="EncryptionSalt">Pulumi's salt and check text of the passphrase; null when the file has none.</param>
public sealed record StackConfiguration(
    ImmutableSortedDictionary<string, string> Values, ImmutableHashSet<string> SecretKeys, string? EncryptionSalt);
