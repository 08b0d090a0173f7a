using Slipway.Policies.Evaluation;
using Slipway.Policies.Views;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Docker;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Network;

public sealed class NetworkDeniesByDefault : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "Nothing may connect that was not allowed",
        Severity = Severity.High,
        Targets = ["aws", "azure", "kubernetes", "docker"],
        Reason = "Where everything may talk to everything, one workload that was broken into is all of them.",
        Link = "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies",
    };

    public override void Check(RuleRun run)
    {
        foreach (var rules in run.All<AzureNetworkRules>())
        {
            if (!run.TryRead(rules, rules.SecurityRules.Or([]), out var all)) continue;
            if (!all.Any(rule => rule is { Access.Content: "Deny", Direction.Content: "Inbound", SourceAddressPrefix.Content: "*" }))
                run.Report(rules.Resource, "securityRules has no rule that denies the rest, expected a last inbound rule with access 'Deny' from '*'", "Add a rule of priority 4096 that denies all");
        }

        CheckVpcs(run);
        CheckNamespaces(run);
        if (run.All<DockerNetwork>().Any() && !run.All<DockerNetwork>().Any(network => network.Internal.Content))
            run.Report(run.Stack, "no docker:index/network:Network is internal, expected one for data", "Put databases on a network with Internal set to true");
    }

    // A default group without members of its own takes every rule away; one that lists rules keeps them.
    private static void CheckVpcs(RuleRun run)
    {
        var groups = run.All<AwsDefaultSecurityGroup>().ToList();
        foreach (var group in groups.Where(group => group.Ingress.Content || group.Egress.Content))
            run.Report(group.Resource, "the default group has rules, expected none", "Take Ingress and Egress away, and give what needs them a group of its own");
        if (run.All<AwsVpc>().FirstOrDefault() is { } vpc && groups.Count == 0)
            run.Report(vpc.Resource, "no aws:ec2/defaultSecurityGroup:DefaultSecurityGroup empties its default group, expected one", "Declare a DefaultSecurityGroup without rules");
    }

    private static void CheckNamespaces(RuleRun run)
    {
        var denied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var policy in run.All<KubernetesNetworkPolicy>())
        {
            var spec = policy.Spec.Content;
            if (spec is null || spec.Ingress.Content || spec.Egress.Content || spec.PodSelector.Content is not { MatchLabels.Content: false, MatchExpressions.Content: false }) continue;
            if (spec.PolicyTypes.Items() is var types && types.Contains("Ingress") && types.Contains("Egress")) denied.Add(policy.Metadata.Content?.Namespace.Content ?? "default");
        }

        foreach (var space in run.All<KubernetesNamespace>())
        {
            if (!run.TryRead(space, space.Metadata, out var metadata) || !run.TryRead(space, metadata.Name, out var name) || denied.Contains(name)) continue;
            run.Report(space.Resource, $"no NetworkPolicy of namespace '{name}' denies both directions for every pod, expected one", "Declare a NetworkPolicy with an empty podSelector, policyTypes Ingress and Egress, and no rules");
        }
    }
}
