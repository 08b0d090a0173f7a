using System.Collections.Immutable;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Graph;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Operations;

public sealed class RoutedWorkloadHasTwoSlots : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A routed workload has two slots",
        Severity = Severity.High,
        ProductionOnly = true,
        Targets = ["aws", "azure", "kubernetes"],
        Reason = "Without a second slot, a release replaces what runs and the way back is another release.",
        Link = "https://martinfowler.com/bliki/BlueGreenDeployment.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var service in run.All<AwsService>().Where(service => service.LoadBalancers.Content))
            Expect(run, service.Resource, run.All<AwsService>().Select(other => other.Resource));
        foreach (var deployment in run.All<KubernetesDeployment>().Where(deployment => RoutedNames(run).Any(deployment.Resource.Name.StartsWith)))
            Expect(run, deployment.Resource, run.All<KubernetesDeployment>().Select(other => other.Resource));
        foreach (var app in run.All<AzureApp>().Where(app => app.Ingress.Content is { ExternalEnabled: { State: ValueState.Known, Content: true } }))
            run.Expect(app, app.RevisionMode, "Multiple", "Set RevisionMode to Multiple");
    }

    private static readonly ImmutableArray<string> Slots = ["blue", "green"];

    private static void Expect(RuleRun run, GraphResource resource, IEnumerable<GraphResource> all)
    {
        var slot = Slots.FirstOrDefault(slot => resource.Name.Contains($"-{slot}", StringComparison.Ordinal));
        var other = slot == "blue" ? "green" : "blue";
        var wanted = slot is null ? null : resource.Name.Replace($"-{slot}", $"-{other}", StringComparison.Ordinal);
        if (wanted is not null && all.Any(candidate => candidate.Name == wanted)) return;
        run.Report(resource, $"it is routed and has no second slot, expected '{wanted ?? $"{resource.Name}-blue and -green"}'", "Declare the workload through WorkloadService, which makes both slots");
    }

    // A backend is a service named after its workload and slot.
    private static IEnumerable<string> RoutedNames(RuleRun run) => run.All<KubernetesRoute>()
        .SelectMany(route => route.Spec.Content?.Rules.Items() ?? [])
        .SelectMany(rule => rule.BackendRefs.Items())
        .Select(backend => backend.Name.Content)
        .OfType<string>().Where(name => Slots.Any(slot => name.EndsWith($"-{slot}", StringComparison.Ordinal)));
}
