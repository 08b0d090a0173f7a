using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;

namespace Slipway.Policies.Rules.Network;

public sealed class EntryHasFirewall : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "A web firewall stands before a public entry",
        Severity = Severity.High,
        ProductionOnly = true,
        Targets = ["aws", "azure"],
        Reason = "What the whole internet can call is tried by programs day and night; a firewall takes the known attempts and the floods.",
        Link = "https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html",
    };

    public override void Check(RuleRun run)
    {
        var protectedBy = run.All<AwsWebAclAssociation>().Select(association => run.Graph.SourcesOf(association.Resource, "resourceArn")).ToList();
        foreach (var balancer in run.All<AwsLoadBalancer>().Where(balancer => balancer.LoadBalancerType.Or("application").Content == "application"))
        {
            if (!run.TryRead(balancer, balancer.Internal.Or(false), out var isInternal) || isInternal) continue;
            if (protectedBy.Any(sources => sources?.Contains(balancer.Resource) == true)) continue;
            if (protectedBy.Contains(null)) run.CouldNotEvaluate(balancer.Resource, "what a web firewall stands before is not told by this source");
            else run.Report(balancer.Resource, "no aws:wafv2/webAclAssociation:WebAclAssociation refers to it, expected one", "Associate the web ACL of infra/Components/Aws/WebFirewall.cs with it");
        }

        foreach (var profile in run.All<AzureFrontDoorProfile>().Where(_ => !run.All<AzureSecurityPolicy>().Any()))
            run.Report(profile.Resource, "the stack has no azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy, expected one before its hosts", "Set slipway:edge to premium");
        foreach (var policy in run.All<AzureFirewallPolicy>())
        {
            run.Expect(policy, policy.Enabled.Or(true), true, "Set Enabled to true");
            run.Expect(policy, policy.Mode, "Prevention", "Set Mode to Prevention: in Detection it lets everything pass");
        }
    }
}
