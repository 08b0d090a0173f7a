namespace Slipway.Infra.Workloads;

/// <summary>What makes two declarations the same resource: <c>type.class#id</c>.</summary>
/// <remarks>Without an id in the file it is <c>workload.name</c>, as score-go's <c>framework/resource_uid.go</c> has it.</remarks>
public sealed record ResourceIdentity(string Type, string Class, string Id)
{
    /// <summary>The name a deployed resource gets: type, class unless it is <c>default</c>, and id, in lower case, with dashes.</summary>
    public string ShortName =>
        $"{Type}-{(Class == "default" ? "" : Class + "-")}{Id}".Replace('.', '-').ToLowerInvariant();

    /// <summary>The identity as Score writes it.</summary>
    public override string ToString() => $"{Type}.{Class}#{Id}";
}
