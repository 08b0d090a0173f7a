using System.Collections.Immutable;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;

namespace Slipway.Engine;

/// <summary>What an engine needs to know of the one stack it works on.</summary>
public sealed record StackContext
{
    public string Organization { get; init; } = "organization";

    public required string Project { get; init; }

    public required string Stack { get; init; }

    public required IStateStore State { get; init; }

    public required ISecretsManager Secrets { get; init; }

    public ProviderRegistry Providers { get; init; } = ProviderRegistry.Default;

    /// <summary>Configuration by full key (<c>namespace:name</c>), secrets decrypted.</summary>
    public ImmutableSortedDictionary<string, string> Configuration { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Which of <see cref="Configuration"/>'s keys are secret.</summary>
    public ImmutableHashSet<string> SecretKeys { get; init; } = [];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Who holds the lock during an update.</summary>
    public LockOwner Owner { get; init; } = LockOwner.ThisProcess();
}
