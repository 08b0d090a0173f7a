using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Encryption;

public sealed class EntryRedirectsToTls : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "An entry sends plain HTTP on to TLS",
        Severity = Severity.High,
        Targets = ["aws", "azure", "kubernetes"],
        Reason = "One request in the clear is enough for a session to be taken.",
        Link = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var listener in run.All<AwsListener>().Where(listener => listener.Protocol.Content == "HTTP"))
        {
            if (run.TryRead(listener, listener.DefaultActions, out var actions) && !actions.Any(action => action.Type.Content == "redirect" && action.Redirect.Content?.Protocol.Content == "HTTPS"))
                run.Report(listener.Resource, $"{listener.DefaultActions.Path} answers plain HTTP, expected a redirect to HTTPS", "Make the default action a redirect to HTTPS");
        }

        foreach (var route in run.All<AzureFrontDoorRoute>())
        {
            if (route.SupportedProtocols.Or(["Http", "Https"]).Items().Contains("Http"))
                run.Expect(route, route.HttpsRedirectEnabled.Or(true), true, "Set HttpsRedirectEnabled to true");
        }

        foreach (var app in run.All<AzureApp>())
        {
            // One that only its neighbours reach is no entry.
            if (!app.Ingress.IsMissing && run.TryRead(app, app.Ingress, out var ingress) && ingress.ExternalEnabled.Or(false) is not { State: Views.ValueState.Known, Content: false })
                run.Expect(app, ingress.AllowInsecureConnections.Or(false), false, "Set AllowInsecureConnections to false");
        }

        CheckGateways(run);
    }

    private static void CheckGateways(RuleRun run)
    {
        var redirected = run.All<KubernetesRoute>()
            .Where(route => route.Spec.Content is { } spec && spec.Rules.Items().Any(rule => rule.Filters.Items().Any(filter => filter.Type.Content == "RequestRedirect")))
            .SelectMany(route => route.Spec.Content!.ParentRefs.Items().Select(parent => parent.SectionName.Content)).ToHashSet();
        foreach (var gateway in run.All<KubernetesGateway>())
        {
            if (!run.TryRead(gateway, gateway.Spec, out var spec)) continue;
            foreach (var listener in run.Each(gateway, spec.Listeners).Where(listener => listener.Protocol.Content == "HTTP" && !redirected.Contains(listener.Name.Content)))
                run.Report(gateway.Resource, $"{listener.Protocol.Path} is 'HTTP' and no HTTPRoute of the listener redirects, expected a redirect to https", "Declare an HTTPRoute of that listener with a RequestRedirect filter");
        }
    }
}
