using System.Collections.Immutable;

namespace Slipway.Infra.Workloads;

/// <summary>What <c>${resources.name.output.sub}</c> means: a resource of the same workload and the way into its outputs.</summary>
public sealed record ResourceReference(string Resource, ImmutableArray<string> Path)
{
    /// <summary>The output; null for <c>${resources.name}</c>, which stands for the resource itself.</summary>
    public string? Output => Path.IsEmpty ? null : Path[0];

    /// <summary>Two references are equal if they name the same output of the same resource.</summary>
    public bool Equals(ResourceReference? other) => other is not null && Resource == other.Resource && Path.SequenceEqual(other.Path);

    /// <summary>Agrees with equality.</summary>
    public override int GetHashCode() => HashCode.Combine(Resource, Path.Length, Output);

    /// <summary>The placeholder as it is written.</summary>
    public override string ToString() =>
        $"${{{string.Join('.', Path.Prepend(Resource).Prepend("resources").Select(part => part.Replace(".", @"\.")))}}}";
}
