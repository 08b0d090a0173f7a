using Slipway.Policies.Graph;

namespace Slipway.Policies.Tests.Stacks;

/// <summary>One mistake in a copy of a stack, and the findings it must lead to.</summary>
/// <param name="Change">Gives the resource with the mistake; null takes the resource away.</param>
/// <param name="Rules">The rules that find it.</param>
/// <param name="FoundOn">The resource they name, where it is another.</param>
internal sealed record Mistake(string Type, string Name, Func<GraphResource, GraphResource?> Change, string[] Rules, string? FoundOn = null)
{
    public IEnumerable<string> Findings => Rules.Select(rule => $"{rule}: {FoundOn ?? Name}");
}
