using System.Globalization;
using Slipway.Policies.Views.Azure;

namespace Slipway.Costs.Kinds.Azure;

/// <summary>A scheduled job while it runs. One that is started by hand costs next to nothing and is left out.</summary>
internal sealed class ContainerJob : PricedKind<AzureJob>
{
    private const decimal MinutesOfHour = 60;

    protected override IEnumerable<CostLine> Lines(AzureJob job, PricedResource resource)
    {
        if (job.ScheduleTriggerConfig.IsMissing) yield break;
        var seconds = Runs(job.ScheduleTriggerConfig.Content?.CronExpression.Content, resource.Usage.Hours) * resource.Usage.JobSeconds;
        var (processors, memory) = ContainerSize.Of(job.Template.Content);
        yield return resource.Line("vCPU", processors * seconds, "container-apps/vcpu-second-active");
        yield return resource.Line("memory", memory * seconds, "container-apps/gib-second-active");
    }

    // Every so many minutes, or every hour; what is rarer than that is taken for hourly, which is too much rather than too little.
    private static decimal? Runs(string? expression, decimal hours) => expression switch
    {
        null => null,
        _ when expression.StartsWith("*/", StringComparison.Ordinal) && decimal.TryParse(expression[2..].Split(' ')[0], CultureInfo.InvariantCulture, out var minutes) && minutes > 0 => hours * MinutesOfHour / minutes,
        _ when expression.StartsWith('*') => hours * MinutesOfHour,
        _ => hours,
    };
}
