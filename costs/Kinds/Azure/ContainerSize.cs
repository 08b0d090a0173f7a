using System.Globalization;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>What the containers of a template need together.</summary>
internal static class ContainerSize
{
    private const string Gibibytes = "Gi";

    /// <summary>Processors and GiB of memory; null where a container does not tell.</summary>
    public static (decimal? Processors, decimal? Memory) Of(AzureTemplate? template)
    {
        if (template is not { Containers.State: ValueState.Known }) return (null, null);
        decimal? processors = 0, memory = 0;
        foreach (var container in template.Containers.Items())
        {
            processors += container.Cpu.Amount();
            memory += MemoryOf(container.Memory.Content);
        }

        return (processors, memory);
    }

    private static decimal? MemoryOf(string? text) =>
        text?.EndsWith(Gibibytes, StringComparison.Ordinal) == true && decimal.TryParse(text[..^Gibibytes.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
