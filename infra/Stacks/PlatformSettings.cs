using System.Collections.Immutable;
using Pulumi;
using Slipway.Infra.Components;

namespace Slipway.Infra.Stacks;

/// <summary>What every environment is set to, whatever its target: read once and checked before the first resource.</summary>
public sealed record PlatformSettings
{
    /// <summary>Where workloads run; one of <see cref="Targets.Names"/>.</summary>
    public required string Target { get; init; }

    /// <summary>Patterns of the Score files, relative to the checkout; one that begins with <c>!</c> leaves out what it matches.</summary>
    public required ImmutableArray<string> Workloads { get; init; }

    /// <summary>What <c>environment</c> resources give, by key.</summary>
    public required ImmutableSortedDictionary<string, Output<string>> Environment { get; init; }

    /// <summary>Those of <see cref="Environment"/> that are no secret, as they stand in the configuration.</summary>
    public required ImmutableSortedDictionary<string, string> OpenEnvironment { get; init; }

    /// <summary>The keys of <see cref="Environment"/> that are secret.</summary>
    public required ImmutableHashSet<string> SecretKeys { get; init; }

    /// <summary>What everything that can carry tags or labels is marked with.</summary>
    public required Labels Labels { get; init; }

    /// <summary>The images of workloads that leave theirs open.</summary>
    public required ImageSource Images { get; init; }

    /// <summary>When somebody is told, and by what.</summary>
    public required MonitoringSettings Monitoring { get; init; }

    public static PlatformSettings Read(SettingsReader reader, string project, string stack)
    {
        var open = reader.Map("environment");
        var plain = open.ToImmutableSortedDictionary(value => value.Key, value => Output.Create(value.Value), StringComparer.Ordinal);
        var secrets = reader.Map("secretEnvironment").ToImmutableSortedDictionary(secret => secret.Key, secret => Output.CreateSecret(secret.Value), StringComparer.Ordinal);
        return new PlatformSettings
        {
            Target = reader.Choice("target", Targets.Names),
            Workloads = reader.List("workloads", "patterns such as \"apps/*/score.yaml\"", "apps/*/score*.yaml"),
            Environment = plain.SetItems(secrets),
            OpenEnvironment = open,
            SecretKeys = [.. secrets.Keys],
            Labels = new Labels(project, stack, reader.Text("owner", "a team or person", "platform"), reader.Text("costCentre", "a cost centre", "none")),
            Images = new ImageSource(reader.Text("registry", "the address of a registry", ""), reader.Text("tag", "the tag of a build", ""), reader.Map("images")),
            Monitoring = MonitoringSection.Read(reader),
        };
    }
}
