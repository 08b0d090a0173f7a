using System.Collections.Immutable;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Operations;

public sealed class AlertHasRunbook : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Every alert names its runbook",
        Severity = Severity.Medium,
        Level = Level.Advisory,
        Targets = ["aws", "azure", "kubernetes", "docker", "local"],
        Reason = "Whoever is woken at night must not have to find out what to do first.",
        Link = "https://sre.google/sre-book/being-on-call/",
    };

    public override void Check(RuleRun run)
    {
        foreach (var alarm in run.All<AwsMetricAlarm>()) Expect(run, alarm, alarm.AlarmDescription);
        foreach (var alert in run.All<AzureMetricAlert>()) Expect(run, alert, alert.Description);
        foreach (var alert in run.All<AzureQueryAlert>()) Expect(run, alert, alert.Description);
        foreach (var map in run.All<KubernetesConfigMap>())
        {
            foreach (var (file, text) in map.Data.Content ?? ImmutableSortedDictionary<string, string?>.Empty)
            {
                foreach (var alert in PrometheusAlerts.WithoutRunbook(text ?? "")) Report(run, map.Resource, $"data[{file}]", alert);
            }
        }

        foreach (var resource in run.Graph.Resources.Where(resource => resource.Type is "docker:index/container:Container" or "command:local:Command"))
        {
            foreach (var (path, text) in GraphTexts.Within(resource.Inputs).Where(entry => entry.Text.Contains("alert", StringComparison.Ordinal)))
            {
                foreach (var alert in PrometheusAlerts.WithoutRunbook(text)) Report(run, resource, path, alert);
            }
        }
    }

    private static void Expect(RuleRun run, ResourceView alert, Value<string> description) =>
        run.Expect(alert, description, text => text.Contains("runbook", StringComparison.OrdinalIgnoreCase), "a text with its runbook", "Add \"Runbook: docs/runbooks/<file>#<section>\"");

    private static void Report(RuleRun run, GraphResource resource, string path, string alert) =>
        run.Report(resource, $"alert '{alert}' in {path} has no annotation runbook_url, expected one", "Add annotations.runbook_url to the alert");
}
