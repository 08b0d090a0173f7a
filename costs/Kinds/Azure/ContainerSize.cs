using Slipway.Policies.Graph;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>What the containers of a template need together.</summary>
internal static class ContainerSize
{
    private const string Gibibytes = "Gi";

    /// <summary>Processors and GiB of memory; null where a container does not tell.</summary>
    public static (decimal? Processors, decimal? Memory) Of(GraphValue.Map? template)
    {
        if (template?["containers"] is not GraphValue.List { Items: var containers }) return (null, null);
        decimal? processors = 0, memory = 0;
        foreach (var container in containers)
        {
            processors += PricedResource.NumberOf((container as GraphValue.Map)?["cpu"]);
            memory += MemoryOf((container as GraphValue.Map)?["memory"]);
        }

        return (processors, memory);
    }

    private static decimal? MemoryOf(GraphValue? value) =>
        value is GraphValue.Text { Value: var text } && text.EndsWith(Gibibytes, StringComparison.Ordinal) ? PricedResource.NumberOf(GraphValue.Of(text[..^Gibibytes.Length])) : null;
}
