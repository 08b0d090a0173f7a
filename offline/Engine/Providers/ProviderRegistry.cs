using System.Collections.Immutable;

namespace Slipway.Engine.Providers;

/// <summary>Which provider makes the resources of which package.</summary>
public sealed class ProviderRegistry
{
    private readonly ImmutableDictionary<string, IProvider> providers;

    private ProviderRegistry(ImmutableDictionary<string, IProvider> providers) => this.providers = providers;

    /// <summary>The providers that act here: command and random.</summary>
    public static ProviderRegistry Default { get; } = new(ImmutableDictionary<string, IProvider>.Empty
        .Add("command", new CommandProvider())
        .Add("random", new RandomProvider()));

    public ProviderRegistry With(string package, IProvider provider) => new(providers.SetItem(package, provider));

    /// <summary>The provider of a package; one that only plans when none acts for it.</summary>
    public IProvider Find(string package) =>
        providers.TryGetValue(package, out var provider) ? provider : new UnmanagedProvider(package);
}
