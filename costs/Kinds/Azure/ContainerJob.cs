using System.Globalization;
using Slipway.Policies.Graph;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>A scheduled job while it runs. One that is started by hand costs next to nothing and is left out.</summary>
internal sealed class ContainerJob : IPricedKind
{
    public string Type => "azure:containerapp/job:Job";

    private const decimal MinutesOfHour = 60;

    public IEnumerable<CostLine> Lines(PricedResource resource)
    {
        if (resource["scheduleTriggerConfig"] is not GraphValue.Map schedule) yield break;
        var seconds = Runs(schedule["cronExpression"], resource.Usage.Hours) * resource.Usage.JobSeconds;
        var (processors, memory) = ContainerSize.Of(resource["template"] as GraphValue.Map);
        yield return resource.Line("vCPU", processors * seconds, "container-apps/vcpu-second-active");
        yield return resource.Line("memory", memory * seconds, "container-apps/gib-second-active");
    }

    // Every so many minutes, or every hour; what is rarer than that is taken for hourly, which is too much rather than too little.
    private static decimal? Runs(GraphValue? expression, decimal hours) => expression switch
    {
        GraphValue.Text { Value: var text } when text.StartsWith("*/", StringComparison.Ordinal) && decimal.TryParse(text[2..].Split(' ')[0], CultureInfo.InvariantCulture, out var minutes) && minutes > 0 => hours * MinutesOfHour / minutes,
        GraphValue.Text { Value: var text } when text.StartsWith('*') => hours * MinutesOfHour,
        GraphValue.Text => hours,
        _ => null,
    };
}
